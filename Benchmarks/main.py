"""Times Ravel and whichever programs of the same kind are installed, and writes down what came out: see run.sh."""
import argparse, json, os, shutil, subprocess, sys
from pathlib import Path

import instructions, peers, ravel, report
from inputs import Inputs, warm
from measure import measure

ROOT = Path(__file__).resolve().parents[1]


def build(configuration):
    """Builds Ravel; gives the folder of its programs."""
    command = ["swift", "build", "-c", configuration]
    for product in ("ravel", "BenchmarkSteps"):
        subprocess.run([*command, "--product", product], cwd=ROOT, check=True, stdout=sys.stderr)
    return Path(subprocess.run([*command, "--show-bin-path"], cwd=ROOT, check=True, text=True, stdout=subprocess.PIPE).stdout.strip())


def main():
    parser = argparse.ArgumentParser(prog="Benchmarks/run.sh", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="only prove that it works: little input, one run, the debug build")
    parser.add_argument("--lines", default="1000000 10000000", help="sizes of the files of observations (default: %(default)s)")
    parser.add_argument("--answers", type=int, default=1_000_000, help="size of the capture (default: %(default)s)")
    parser.add_argument("--runs", type=int, default=5, help="runs of each command; slow ones have fewer (default: %(default)s)")
    parser.add_argument("--report", type=Path, default=ROOT / "docs/performance.md", help="the page whose section is written")
    options = parser.parse_args()
    sizes = sorted(map(int, options.lines.split()))
    small, counted, pivots = 20_000, (20_000, 10_000, 100), 10_000
    folder = ROOT / ".build/benchmarks"
    if options.quick:
        sizes, options.answers, options.runs = [1_000, 2_000], 1_000, 1
        small, counted, pivots = 2_000, (500, 300, 5), 20
        folder = folder / "quick"
        folder.mkdir(parents=True, exist_ok=True)
        options.report = shutil.copyfile(ROOT / "docs/performance.md", folder / "performance.md")

    binaries = build("debug" if options.quick else "release")
    python = os.environ.get("PYTHON", "python3")
    work = folder / "work"
    work.mkdir(parents=True, exist_ok=True)
    os.environ.update(ravel.keeping(work / "cache"))
    programs = ravel.Programs(binaries / "ravel", binaries / "BenchmarkSteps", Inputs(folder / "inputs", python, only_own=options.quick), work)
    built = peers.native(folder / "native")
    results, skipped, foreign = {"sizes": {}}, [], {"Graphviz, 10 campaigns", "Graphviz, 100 campaigns"}

    print("instructions", flush=True)
    try: results["instructions"] = instructions.rows(programs, *counted, first_only=options.quick)
    except instructions.Uncounted as reason: skipped.append(f"counts of instructions: {reason}")
    for lines in sizes:
        print(f"{lines:,} lines", flush=True)
        file = programs.inputs.observations(lines)
        theirs, left_out = peers.observation_jobs(python, built, file, lines, work)
        skipped += [words for words in left_out if words not in skipped]
        own = ravel.observation_jobs(programs, lines, pivots)
        foreign.update(job.name for job in theirs)
        warm(file)
        results["sizes"][lines] = measure(own + theirs, options.runs)
    print(f"{2 * options.answers:,} packets", flush=True)
    own = ravel.capture_jobs(programs, options.answers)
    capture = programs.inputs.capture(options.answers)
    theirs, left_out = peers.capture_jobs(built, capture, options.answers)
    foreign.update(job.name for job in theirs)
    warm(capture)
    results["capture"] = measure(own + theirs, options.runs)
    print("formats and maps", flush=True)
    results["formats"] = measure(ravel.format_jobs(programs, sizes[0]), options.runs)
    dot = shutil.which("dot")
    results["maps"] = measure(ravel.map_jobs(programs, small, dot), options.runs)
    skipped += left_out + ([] if dot else ["Graphviz' dot"])

    for words in skipped: print(f"skipped: {words}")
    command = "bash Benchmarks/run.sh " + " ".join(sys.argv[1:])
    facts = {"command": command.strip(), "input": programs.inputs.origin, "skipped": skipped, "runs": options.runs, **results}
    (folder / "results.json").write_text(json.dumps(facts, indent=1, default=str) + "\n")
    report.write(facts, options.report)
    shutil.rmtree(work)
    print(f"written: {options.report}")
    groups = [*results["sizes"].values(), results["capture"], results["formats"], results["maps"]]
    failed = [(name, one["failed"]) for group in groups for name, one in group.items() if "failed" in one]
    for name, words in failed: print(f"failed: {name}: {words}", file=sys.stderr)
    sys.exit(1 if any(name not in foreign for name, _ in failed) else 0)


if __name__ == "__main__":
    main()
