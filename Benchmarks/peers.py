"""What other programs of the same kind are timed beside Ravel, as far as they are installed."""
import shutil, subprocess
from pathlib import Path

from inputs import CORPUS, has_module
from measure import Job

SCRIPTS = CORPUS / "peers"


def native(folder):
    """Builds the plain native programs that mark the limit; gives the folder they are in, whichever could be built."""
    if CORPUS.exists() and shutil.which("make"):
        subprocess.run(["make", "-s", "-k", "-C", CORPUS / "native", f"OUT={folder}"], capture_output=True)
    return folder


def observation_jobs(python, built, file, lines, out):
    """(jobs, words for what was left out)"""
    if not CORPUS.exists(): return [], ["../shared/peers is absent: DuckDB, polars, ClickHouse, sqlite3 and the native programs"]
    jobs, skipped = [], []

    def script(name, modules, *arguments):
        missing = [module for module in modules if not has_module(python, module)]
        if missing: skipped.append(f"{name}: {' and '.join(missing)} missing for {python}")
        else: jobs.append(Job(name, [python, *arguments], items=lines))

    for label, library in (("scipy", "scipy"), ("networkit", "networkit"), ("igraph", "igraph")):
        script(f"DuckDB with {label}", ["duckdb", "numpy", library], SCRIPTS / "pipeline_fast.py", file, out / "fast", "--lib", library)
    script("DuckDB, rows only", ["duckdb"], SCRIPTS / "agg_duckdb.py", file)
    script("polars, rows only", ["polars"], SCRIPTS / "agg_polars.py", file)
    script("ClickHouse (chdb), rows only", ["chdb"], SCRIPTS / "agg_chdb.py", file)

    def program(name, path, *arguments):
        if path and Path(path).exists(): jobs.append(Job(name, [path, *arguments], items=lines))
        else: skipped.append(name)

    program("native, 2 threads", built / "native_pipeline", file, "2", "50", out / "native.tsv")
    program("native, 1 thread", built / "native_pipeline", file, "1", "50", out / "native.tsv")
    program("simdjson, fields only", built / "simdjson_parse", file)
    program("SQLite, sorted integers", built / "sqlite_bench", out / "load.db", "load", "int", "sorted", str(lines))
    if shutil.which("sqlite3"): jobs.append(Job("sqlite3 shell", ["sh", SCRIPTS / "agg_sqlite.sh", file, out / "shell.db"], items=lines))
    else: skipped.append("sqlite3 shell")
    return jobs, skipped


def capture_jobs(built, file, answers):
    """(jobs, words for what was left out)"""
    if not CORPUS.exists(): return [], ["../shared/peers is absent: tcpdump, dnscap, passivedns, tshark and the native reader"]
    jobs, skipped = [], []
    for mode in ("distinct", "text"):
        if (built / "pcap_tuples").exists():
            jobs.append(Job(f"native, {mode}", ["sh", "-c", f'"$0" "$1" {mode} >/dev/null', built / "pcap_tuples", file], items=2 * answers))
        else: skipped.append(f"native, {mode}")
    for tool in ("tcpdump", "dnscap-txt", "passivedns", "tshark"):
        if shutil.which(tool.split("-")[0]):
            jobs.append(Job(tool, ["sh", SCRIPTS / "pcap_tools.sh", tool, file], items=2 * answers))
        else: skipped.append(tool)
    return jobs, skipped
