"""Writes what was measured as a section of docs/performance.md."""
import datetime, math, os, platform, re
from pathlib import Path

BEGIN, END = "<!-- benchmarks: written by Benchmarks/run.sh -->", "<!-- benchmarks: end -->"


def machine():
    """What the figures were taken on."""
    def first(file, pattern, otherwise):
        try: found = re.search(pattern, Path(file).read_text())
        except OSError: found = None
        return found[1] if found else otherwise
    model = first("/proc/cpuinfo", r"model name\s*: (.*)", platform.processor() or "a processor")
    memory = int(first("/proc/meminfo", r"MemTotal:\s*(\d+)", "0")) / 2**20
    return f"{model}, {os.cpu_count()} cores, {memory:.0f} GiB of memory, {platform.system()} {platform.release()}"


def number(value):
    """Three digits that mean something."""
    if value >= 1e6: return f"{value / 1e6:.3g} M"
    if value >= 1e4: return f"{value / 1e3:.3g} k"
    return f"{value:.3g}" if value < 100 else f"{value:.0f}"


def table(head, rows):
    """A Markdown table; the first column to the left, the others to the right."""
    lines = [head, ["---"] + ["---:"] * (len(head) - 1), *rows]
    return "".join("| " + " | ".join(map(str, line)) + " |\n" for line in lines) + "\n"


def timings(group, unit, reference):
    """A table of jobs; the last column has each job's wall time as a multiple of the reference's."""
    base = group.get(reference, {})
    rows = []
    for name, job in group.items():
        label = f"`{name}`" if name.startswith("ravel ") and "," not in name else name
        if "failed" in job:
            rows.append([label, f"failed: {job['failed'][:80].replace('|', '¦')}"] + [""] * 7)
            continue
        rate = [number(job["items"] / job[key]) if job["items"] and job[key] else "" for key in ("wall", "cpu")]
        ratio = f"{job['wall'] / base['wall']:.2f}" if "wall" in base and job["items"] == base["items"] else ""
        rows.append([label, f"{job['wall']:.2f} ({job['least']:.2f} to {job['most']:.2f})", f"{job['cpu']:.2f}", *rate,
                     f"{job['peak'] / 1e6:.0f}", f"{job['others']:.0%}", job["runs"], ratio])
    return table(["command", "wall s", "CPU s", f"{unit} a second", "a CPU-second", "peak MB", "others", "runs", f"÷ `{reference}`"], rows)


def over(group, above, below, key="wall"):
    """How many times one job's figure is another's, where both were taken."""
    a, b = group.get(above, {}).get(key), group.get(below, {}).get(key)
    return a / b if a and b else None


def fastest(group, names, key):
    """The name among these whose figure is least."""
    done = [name for name in names if group.get(name, {}).get(key)]
    return min(done, key=lambda name: group[name][key]) if done else None


def ratios(group):
    """(what, value) for one size of observations."""
    stack = fastest(group, [name for name in group if name.startswith("DuckDB with")], "wall")
    told = [(f"`ravel analyze`: wall, over {stack}'s", over(group, "ravel analyze", stack), "")] if stack else []
    told.append(("`ravel analyze`: CPU, over the native program's on two threads", over(group, "ravel analyze", "native, 2 threads", "cpu"), ""))
    for name in ("ravel ingest", "ravel ingest, the last tenth"):
        job = group.get(name, {})
        told.append((f"{name}: lines a second", job["items"] / job["wall"] if "wall" in job else None, ""))
    told.append(("`ravel ingest`: times as fast as the sqlite3 shell", over(group, "sqlite3 shell", "ravel ingest"), ""))
    job = group.get("ravel ingest", {})
    told.append(("octets of file a row of the store", job["bytes"] / job["periods"] if job.get("periods") else None, ""))
    whole, reading = group.get("ravel analyze", {}).get("wall"), group.get("reading alone", {}).get("wall")
    asked = group.get("ravel campaigns", {}).get("wall")
    told.append(("`ravel campaigns`: wall, over `ravel analyze`'s less reading", asked / (whole - reading)
                 if whole and reading and asked and whole > reading else None, ""))
    loop, first = group.get("pivots in a loop", {}), group.get("ravel pivot", {}).get("first")
    told += [("a pivot in a loop: median", loop.get("p50_ms"), " ms"), ("a pivot in a loop: 99th percentile", loop.get("p99_ms"), " ms"),
             ("a pivot in a loop: its first row, 99th percentile", loop.get("first_p99_ms"), " ms"),
             ("pivots in the loop", loop.get("pivots"), ""), ("their rows", loop.get("rows"), ""), ("the hub with most domains: its rows", loop.get("hub_rows"), ""),
             ("the hub with most domains: first row", loop.get("hub_first_ms"), " ms"),
             ("the hub with most domains: all rows", loop.get("hub_ms"), " ms"),
             ("`ravel pivot`: from the process' start to its first output", first * 1000 if first else None, " ms")]
    return [(what, f"{number(value)}{unit}" if value is not None else "") for what, value, unit in told]


def growth(smaller, larger, factor):
    """Rows of exponents: 1 is linear."""
    for name, job in larger.items():
        if not name.startswith(("ravel", "reading")) or "wall" not in job or "wall" not in smaller.get(name, {}): continue
        yield [name] + [f"{math.log(job[key] / smaller[name][key], factor):.2f}" if job[key] and smaller[name][key] else ""
                        for key in ("wall", "cpu", "peak")]


def section(facts):
    """The section as Markdown."""
    text = [f"Made by `{facts['command']}` on {datetime.date.today()}: {machine()}. Input from {facts['input']}, in the page cache. Commands take "
            "turns; each figure is the median of its runs. Processor time is user and system time of all processes; memory is the peak of their sum; "
            "“others” is the share of the machine that other programs took meanwhile.\n\n"]
    sizes = facts["sizes"]
    columns = [dict(ratios(group)) for group in sizes.values()]
    names = list(dict.fromkeys(name for column in columns for name in column))
    text += ["### Ratios\n\n", table(["what"] + [f"{lines:,} lines" for lines in sizes],
                                    [[name] + [column.get(name, "") for column in columns] for name in names])]
    for lines, group in sizes.items():
        text += [f"### {lines:,} observations\n\n", timings(group, "lines", "ravel analyze")]
    for (few, smaller), (many, larger) in zip(list(sizes.items()), list(sizes.items())[1:]):
        text += [f"### Growth from {few:,} to {many:,}\n\nExponents: with 1, twice the lines take twice as much.\n\n",
                 table(["command", "wall", "CPU", "peak memory"], growth(smaller, larger, many / few))]
    text += ["### Captures\n\n", timings(facts["capture"], "packets", "ravel sense"),
             "### Formats\n\nReading without a store: unpacking, SHA-256, parsing, checking and numbering.\n\n",
             timings(facts["formats"], "lines", "cof.jsonl"), "### Maps\n\n", timings(facts["maps"], "drawings", "ravel map, DOT, 10 campaigns")]
    for name in [name for name in facts["maps"] if name.startswith("Graphviz")]:
        wall = [facts["maps"].get(name.replace("Graphviz", job), {}).get("wall") for job in ("ravel map, SVG", "ravel map, DOT", "Graphviz")]
        if not all(wall): continue
        text.append(f"Drawing {name.split(', ')[1]} beyond the analysis (SVG less DOT) takes {(wall[0] - wall[1]) / wall[2]:.2f} times Graphviz' own time.\n\n")
    if "instructions" in facts:
        text += ["### Instructions\n\nBy valgrind (callgrind), the difference between an input and its half, so that starting costs nothing; "
                 "without libcrypto, since valgrind knows no SHA instructions and counts SHA-256 several times over.\n\n",
                 table(["step", "for each", "instructions"], [[what, unit, f"{value:,.0f}"] for what, unit, value in facts["instructions"]])]
    if facts["skipped"]: text.append("Not there, and so left out: " + "; ".join(facts["skipped"]) + ".\n")
    return "".join(text).rstrip("\n") + "\n"


def write(facts, page):
    """Replaces what stands between the two marks of a page."""
    text = page.read_text()
    before, rest = text.split(BEGIN, 1)
    after = rest.split(END, 1)[1]
    page.write_text(f"{before}{BEGIN}\n\n{section(facts)}\n{END}{after}")
