"""Counts instructions with valgrind: what one more line, packet or question costs, whatever else the machine is doing."""
import os, shutil, subprocess

from inputs import copy_store, indicators
from measure import facts
from ravel import busiest

VALGRIND = shutil.which("valgrind")


class Uncounted(Exception):
    """Valgrind ended with an error."""


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
    if run.returncode != 0: raise Uncounted(f"valgrind could not run {' '.join(map(str, command))}: {run.stderr.decode(errors='replace')[-300:]}")
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


def steps_of(programs, lines, answers, pivots):
    """(what, unit, commands for half the input and all of it, how many units lie between what these told) for each hot step."""
    inputs, folder = programs.inputs, programs.out
    ravel, steps = stripped(programs.ravel, folder), stripped(programs.steps, folder)
    store, file = folder / "counted.sqlite", inputs.observations(2 * lines)
    halves = [inputs.part(file, lines), file]

    def ingest(one):
        copy_store(None, store)
        return [ravel, "ingest", one, "--store", store]

    def pivot(count):
        asked = folder / "asked.txt"
        asked.write_text("\n".join(indicators(file, 2 * pivots)[:count]) + "\n")
        return [steps, "pivot", store, asked, busiest(store)]

    def more(key): return lambda half, whole: whole[key] - half[key]
    for log in inputs.logs(2 * lines):
        both = [inputs.part(log, lines), log]
        yield f"reading {log.name}", "line", ([steps, "read", one] for one in both), lambda *_: lines
    yield "`ravel sense`", "packet", ([ravel, "sense", "-r", inputs.capture(one), "-o", folder / "records.jsonl"]
                                      for one in (answers, 2 * answers)), lambda *_: 2 * answers
    yield "reading and analysis", "tenure", ([steps, "analyze", one] for one in halves), more("tenures")
    yield "`ravel ingest`", "line", (ingest(one) for one in halves), lambda *_: lines
    yield "a pivot", "pivot", (pivot(one) for one in (pivots, 2 * pivots)), more("pivots")


def rows(programs, lines, answers, pivots, first_only):
    """(what, unit, instructions a unit) for each hot step or the first, by the difference between an input and its half."""
    if not (VALGRIND and shutil.which("strip")): raise Uncounted("valgrind or strip is not installed")
    found = []
    for what, unit, commands, items in steps_of(programs, lines, answers, pivots):
        print(f"  {what}", flush=True)
        (half, half_told), (whole, told) = (count(command, programs.out) for command in commands)
        found.append((what, unit, (whole - half) / items(half_told, told)))
        if first_only: break
    return found
