"""Counts instructions with valgrind: what one more line, packet or question costs, whatever else the machine is doing."""
import os, shutil, subprocess, sys
from pathlib import Path

from inputs import indicators
from measure import facts

VALGRIND = shutil.which("valgrind")


def stripped(program, folder):
    """A copy without debug information, which valgrind can't read of Swift's; names of functions stay."""
    copy = folder / program.name
    shutil.copyfile(program, copy)
    copy.chmod(0o755)
    subprocess.run(["strip", "-g", copy], check=True)
    return copy


def count(command, folder):
    """(instructions outside libcrypto, what the command told)"""
    profile = folder / "callgrind.out"
    run = subprocess.run(
        [VALGRIND, "--tool=callgrind", f"--callgrind-out-file={profile}", "--compress-strings=no", "--compress-pos=no", *map(str, command)],
        env={**os.environ, "SWIFT_DETERMINISTIC_HASHING": "1"}, capture_output=True)
    if run.returncode != 0: sys.exit(f"valgrind {command[0]}: " + run.stderr.decode(errors="replace")[-2000:])
    return own_cost(profile), facts(run.stdout)


def own_cost(profile):
    """The instructions of a profile, but for those in libcrypto: valgrind knows no SHA instructions, so that they would count too much.

    `ob=` begins an object; a line of costs ends with the instructions; the one after `calls=` tells what the callee took, again.
    """
    total, is_counted, is_callee = 0, True, False
    with open(profile, errors="replace") as lines:
        for line in lines:
            if line.startswith("ob="): is_counted = "libcrypto" not in line
            elif line.startswith("calls="): is_callee = True
            elif line[:1].isdigit():
                if is_counted and not is_callee: total += int(line.split()[-1])
                is_callee = False
    return total


def rows(programs, lines, answers, pivots):
    """(what, unit, instructions a unit) for each hot step, by the difference between an input and its half."""
    inputs, folder = programs.inputs, programs.out
    ravel, steps = stripped(programs.ravel, folder), stripped(programs.steps, folder)
    found = []

    def difference(what, unit, commands, items):
        print(f"  counting: {what}", flush=True)
        (half, half_told), (whole, told) = (count(command, folder) for command in commands)
        found.append((what, unit, (whole - half) / items(half_told, told)))

    file = inputs.observations(2 * lines)
    halves = [inputs.part(file, lines), file]

    def tenures(half, whole): return whole["tenures"] - half["tenures"]
    for log in inputs.logs(2 * lines):
        both = [inputs.part(log, lines), log]
        difference(f"reading {log.name}", "line", [[steps, "read", one] for one in both], lambda *_: lines)
    store = folder / "counted.sqlite"

    def ingest(one):
        for end in ("", "-wal", "-shm"): Path(f"{store}{end}").unlink(missing_ok=True)
        return [ravel, "ingest", one, "--store", store]
    difference("`ravel ingest`", "line", (ingest(one) for one in halves), lambda *_: lines)
    difference("`ravel sense`", "packet", [[ravel, "sense", "-r", inputs.capture(one), "-o", folder / "records.jsonl"]
                                           for one in (answers, 2 * answers)], lambda *_: 2 * answers)
    difference("reading and analysis", "tenure", [[steps, "analyze", one] for one in halves], tenures)
    asked = indicators(file, 2 * pivots)
    lists = [folder / "half.txt", folder / "all.txt"]
    lists[0].write_text("\n".join(asked[:pivots]) + "\n")
    lists[1].write_text("\n".join(asked) + "\n")
    difference("a pivot", "pivot", [[steps, "pivot", store, one] for one in lists],
               lambda half, whole: whole["pivots"] - half["pivots"])
    return found
