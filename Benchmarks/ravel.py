"""What of Ravel is timed."""
import ipaddress, json, os, re, shutil, sqlite3, subprocess
from dataclasses import dataclass
from pathlib import Path

from inputs import Inputs, copy_store, indicators
from measure import Job


@dataclass
class Programs:
    """The programs that were built, the inputs they read and a folder for what they write."""
    ravel: Path
    steps: Path
    inputs: Inputs
    out: Path

    def done(self, *arguments, environment={}):
        """Runs ravel, untimed, and gives what it printed."""
        return subprocess.run([str(self.ravel), *map(str, arguments)], check=True, text=True, env={**os.environ, **environment},
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout

    def store(self, name, build):
        """A store that no job changes; built once a run, by `build`."""
        path = self.out / f"{name}.sqlite"
        copy_store(None, path)
        build(path)
        return path

    def periods(self, store):
        """How many rows a store holds, and the bytes of its file and its log."""
        told = [json.loads(line) for line in self.done("info", "--store", store, "--format", "json").splitlines()]
        log = Path(f"{store}-wal")
        return {"periods": next(int(fact["value"]) for fact in told if fact["what"] == "periods"),
                "bytes": Path(store).stat().st_size + (log.stat().st_size if log.exists() else 0)}


def busiest(store):
    """The address of a store that most records name."""
    with sqlite3.connect(f"file:{store}?mode=ro", uri=True) as database:
        value, = database.execute("SELECT value FROM owner JOIN address ON id = rdata WHERE rrtype = 1"
                                  " GROUP BY rdata ORDER BY count(*) DESC, value LIMIT 1").fetchone()
    return str(ipaddress.ip_address(value[12:]))


def keeping(folder):
    """Has ravel keep analyses in a folder."""
    return {"XDG_CACHE_HOME": str(folder)}


def observation_jobs(programs, lines, pivots):
    """From files to campaigns and a store, and what is asked of it."""
    inputs, out = programs.inputs, programs.out
    whole, tenth, day = inputs.observations(lines), lines // 10, max(1, lines // 1000)
    print("making stores", flush=True)
    full = programs.store("full", lambda store: programs.done("ingest", whole, "--store", store))
    kept, known, emptied = out / "kept", out / "known", out / "emptied"

    def parts(last):
        """All lines but the last ones, and those."""
        return inputs.part(whole, lines - last), inputs.part(whole, last, after=lines - last)

    def before(last):
        """A store without the last lines, whose campaigns were told."""
        def build(store):
            programs.done("ingest", parts(last)[0], "--store", store)
            programs.done("campaigns", "--store", store, environment=keeping(known / str(last)))
        return programs.store(f"before-{last}", build)

    def after(last, former):
        """That store with them."""
        def build(store):
            copy_store(former, store)
            programs.done("ingest", parts(last)[1], "--store", store)
        return programs.store(f"after-{last}", build)

    def analysed(store):
        copy_store(full, store)
        programs.done("campaigns", "--store", store, environment=keeping(kept))
    analysed = programs.store("analysed", analysed)
    most, nearly = before(tenth), before(day)
    grown, next_day = after(tenth, most), after(day, nearly)
    work, asked = out / "work.sqlite", out / "indicators.txt"
    wanted = indicators(whole, pivots)
    asked.write_text("\n".join(wanted) + "\n")

    def fresh(store, cache=None):
        def prepare():
            copy_store(store, work)
            shutil.rmtree(emptied, ignore_errors=True)
            if not cache: return
            # What is kept is replaced, never changed, so links do. It is called by the store's number and that of its file.
            shutil.copytree(cache, emptied, copy_function=os.link)
            kept, = (emptied / "ravel").iterdir()
            status = work.stat()
            kept.rename(kept.with_name(f"{kept.name.split('-')[0]}-{status.st_dev:x}-{status.st_ino:x}"))
        return prepare
    def weigh(run): run.update(programs.periods(work))
    def compare(run):
        weigh(run)
        if run["periods"] != programs.periods(full)["periods"]:
            run["failed"] = "the store that was filled in two parts holds other rows than the one filled at once"

    ravel, steps = programs.ravel, programs.steps
    def campaigns(store): return [ravel, "campaigns", "--store", store, "--format", "json"]
    return [
        Job("ravel analyze", [ravel, "analyze", whole, "--out", out / "analyzed"], items=lines),
        Job("ravel ingest", [ravel, "ingest", whole, "--store", work], fresh(None), lines, judge=weigh),
        Job("ravel ingest, the last tenth", [ravel, "ingest", parts(tenth)[1], "--store", work], fresh(most), tenth, judge=compare),
        Job("ravel campaigns", campaigns(work), fresh(full), lines, keeping(emptied)),
        Job("ravel campaigns, after the last tenth", campaigns(work), fresh(grown, known / str(tenth)), lines, keeping(emptied)),
        Job("ravel campaigns, after the last thousandth", campaigns(work), fresh(next_day, known / str(day)), lines, keeping(emptied)),
        Job("ravel campaigns, nothing new", campaigns(analysed), items=lines, environment=keeping(kept)),
        Job("ravel explain, nothing new", [ravel, "explain", wanted[0], "--store", analysed], environment=keeping(kept)),
        Job("ravel pivot", [ravel, "pivot", wanted[0], "--store", full]),
        Job("reading alone", [steps, "read", whole], items=lines),
        Job("reading and analysis alone", [steps, "analyze", whole], items=lines),
        Job("pivots in a loop", [steps, "pivot", full, asked, busiest(full)]),
    ]


def capture_jobs(programs, answers):
    """From packets to records."""
    capture = programs.inputs.capture(answers)
    return [Job("ravel sense", [programs.ravel, "sense", "-r", capture, "-o", programs.out / "records.jsonl"], items=2 * answers),
            Job("sensing alone", [programs.steps, "sense", capture], items=2 * answers)]


def format_jobs(programs, lines):
    """Reading each text format."""
    return [Job(file.name, [programs.steps, "read", file], items=lines) for file in programs.inputs.logs(lines)]


def map_jobs(programs, lines, dot):
    """Drawing the largest campaigns of a small store, so that the analysis before it takes little time."""
    out, file, jobs = programs.out, programs.inputs.observations(lines), []
    store = programs.store("small", lambda store: programs.done("ingest", file, "--store", store))
    largest = [line.split(",")[0] for line in programs.done("campaigns", "--store", store, "--format", "csv").splitlines()[1:]]
    for count in (10, 100):
        command, text = [programs.ravel, "map", *largest[:count], "--store", store, "-o"], out / f"map-{count}.dot"
        programs.done(*command[1:], text)
        layout = re.search(r'layout="?(\w+)', text.read_text())
        jobs += [Job(f"ravel map, SVG, {count} campaigns", [*command, out / "map.svg"], items=1),
                 Job(f"ravel map, DOT, {count} campaigns", [*command, out / "map.dot"], items=1)]
        if dot: jobs.append(Job(f"Graphviz, {count} campaigns", [dot, f"-K{layout[1] if layout else 'dot'}", "-Tsvg", "-o", out / "dot.svg", text], items=1))
    return jobs
