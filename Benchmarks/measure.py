"""Runs commands and tells their wall time, processor time and peak memory."""
import json, os, signal, statistics, subprocess, tempfile, threading, time
from dataclasses import dataclass, field
from typing import Callable

CORES = os.cpu_count() or 1
LONGEST = 1800  # Seconds after which a run is ended.
PATIENCE = 60  # Seconds that all runs of a command may take before it is run no more.


@dataclass
class Job:
    """A command to time."""
    name: str
    command: list
    prepare: Callable[[], None] = lambda: None  # Before each run, not timed.
    items: int = 0  # How many lines, packets or the like it handles.
    environment: dict = field(default_factory=dict)
    judge: Callable[[dict], None] = lambda run: None  # After each run: adds facts to it.


def busy():
    """Seconds that all processors together have worked since the machine was started; 0 where that isn't told."""
    try:
        with open("/proc/stat") as stat:
            ticks = [int(tick) for tick in stat.readline().split()[1:9]]
    except OSError:
        return 0.0
    return (sum(ticks) - ticks[3] - ticks[4]) / os.sysconf("SC_CLK_TCK")


def memory(process):
    """(bytes that a process and its descendants hold now, most that one of them ever held)"""
    try:
        with open(f"/proc/{process}/status") as status:
            sizes = {line[:5]: int(line.split()[1]) * 1024 for line in status if line.startswith(("VmRSS", "VmHWM"))}
        with open(f"/proc/{process}/task/{process}/children") as children:
            below = [memory(int(child)) for child in children.read().split()]
    except (OSError, ValueError):
        return 0, 0
    return sizes.get("VmRSS", 0) + sum(now for now, _ in below), max([sizes.get("VmHWM", 0)] + [most for _, most in below])


def run(command, environment={}):
    """Runs a command once."""
    others, begin = busy(), time.monotonic()
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors,
                                   start_new_session=True, env={**os.environ, **environment})
        seen, ended = {}, threading.Event()

        def read():
            end = process.stdout.read(1)
            seen["first"] = time.monotonic() - begin
            while more := process.stdout.read(1 << 16): end = (end + more)[-(1 << 16):]
            seen["output"] = end

        def wait():
            _, status, usage = os.wait4(process.pid, 0)
            seen.update(wall=time.monotonic() - begin, status=os.waitstatus_to_exitcode(status), usage=usage)
            ended.set()

        threads = [threading.Thread(target=read), threading.Thread(target=wait)]
        for thread in threads: thread.start()
        peak = 0
        while True:
            peak = max(peak, *memory(process.pid))
            if ended.wait(0.02): break
            if time.monotonic() - begin > LONGEST: os.killpg(process.pid, signal.SIGTERM)
        for thread in threads: thread.join()
        process.returncode = seen["status"]
        errors.seek(0)
        complaint = errors.read().decode(errors="replace").strip()
    usage = seen["usage"]
    cpu = usage.ru_utime + usage.ru_stime
    result = {"wall": seen["wall"], "cpu": cpu, "first": seen["first"], "peak": peak or usage.ru_maxrss * 1024,
              "others": max(0.0, busy() - others - cpu) / (seen["wall"] * CORES), "output": seen["output"]}
    if seen["status"] != 0:
        result["failed"] = (complaint.splitlines() or [f"status {seen['status']}"])[-1]
    return result


def facts(output):
    """The last line of an output, where it is a JSON object."""
    try:
        told = json.loads(output.strip().splitlines()[-1])
        return told if isinstance(told, dict) else {}
    except (ValueError, IndexError):
        return {}


def measure(jobs, rounds):
    """Runs all jobs in turn, round by round, and gives for each the medians of its runs.

    What is slow has fewer runs: none begins once the others of the same command took PATIENCE seconds.
    """
    runs = {job.name: [] for job in jobs}
    for _ in range(rounds):
        for job in jobs:
            former = runs[job.name]
            if any("failed" in one for one in former) or sum(one["wall"] for one in former) > PATIENCE: continue
            job.prepare()
            one = run([str(word) for word in job.command], job.environment)
            one.update(facts(one.pop("output")))
            if "failed" not in one: job.judge(one)
            former.append(one)
            print(f"  {job.name}: " + (one.get("failed") or f"{one['wall']:.2f} s"), flush=True)
    return {job.name: {"items": job.items, **summary(runs[job.name])} for job in jobs}


def summary(runs):
    """The medians of what several runs of one command told."""
    failed = [one["failed"] for one in runs if "failed" in one]
    if failed: return {"failed": failed[0]}
    middle = {key: statistics.median(one[key] for one in runs) for key, value in runs[0].items()
              if isinstance(value, (int, float)) and all(key in one for one in runs)}
    return {**middle, "runs": len(runs), "least": min(one["wall"] for one in runs), "most": max(one["wall"] for one in runs)}
