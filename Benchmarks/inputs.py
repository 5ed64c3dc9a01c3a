"""Makes what the benchmarks read, once: the same bytes on every machine."""
import functools, os, shutil, subprocess, tempfile
from pathlib import Path

import capture, logs, observations

CORPUS = Path(__file__).resolve().parents[2] / "shared/peers"


@functools.cache
def has_module(python, name):
    """Tells whether an interpreter can import a module."""
    return subprocess.run([python, "-c", f"import {name}"], capture_output=True).returncode == 0


class Inputs:
    """The folder of inputs; where the generators of ../shared/peers can run they make observations and captures, else our own."""

    def __init__(self, folder, python, only_own):
        self.python = python
        self.are_shared = not only_own and (CORPUS / "generate.py").exists() and has_module(python, "numpy")
        self.origin = "`../shared/peers`" if self.are_shared else "`Benchmarks/observations.py` and `Benchmarks/capture.py`"
        self.folder = folder / ("shared" if self.are_shared else "own")
        self.folder.mkdir(parents=True, exist_ok=True)

    def made(self, name, make):
        """The path of a file, which is made where it is missing; what a broken run left is not taken for it."""
        path = self.folder / name
        if not path.exists():
            print(f"making {name}", flush=True)
            with tempfile.TemporaryDirectory(dir=self.folder) as unfinished:
                os.replace(make(Path(unfinished)), path)
        return path

    def shared(self, script, count, folder, result):
        subprocess.run([self.python, CORPUS / script, *count, "--out", folder], check=True, stdout=subprocess.DEVNULL)
        return folder / result

    def observations(self, lines):
        """Common Output Format, in the order of time."""
        def make(folder):
            if self.are_shared:
                return self.shared("generate.py", ["--lines", str(lines)], folder, f"pdns_{lines}.jsonl")
            observations.write(lines, folder / "made")
            return folder / "made"
        return self.made(f"observations-{lines}.jsonl", make)

    def capture(self, answers):
        """A capture of as many questions, each with its answer."""
        def make(folder):
            if self.are_shared:
                return self.shared("generate_pcap.py", ["--responses", str(answers)], folder, f"dns_{answers}.pcap")
            capture.write(answers, folder / "made")
            return folder / "made"
        return self.made(f"dns-{answers}.pcap", make)

    def part(self, file, lines, after=0):
        """So many lines of a file from a line on."""
        def make(folder):
            with open(file, "rb") as whole, open(folder / "part", "wb") as part:
                for _ in range(after): whole.readline()
                for _ in range(lines): part.write(whole.readline())
            return folder / "part"
        return self.made(f"{file.stem}-{after}-{lines}{file.suffix}", make)

    def logs(self, lines):
        """The same answers as COF, Zeek's TSV, Zeek's JSON and EVE."""
        names = ("cof.jsonl", "dns.log", "zeek.json", "eve.json")
        def make(folder):
            (folder / "logs").mkdir()
            logs.write(lines, folder / "logs")
            return folder / "logs"
        folder = self.made(f"logs-{lines}", make)
        return [folder / name for name in names]


def indicators(file, count):
    """Names and addresses in turn, from lines at equal distances."""
    size, found = file.stat().st_size, []
    with open(file, "rb") as lines:
        for place in range(count):
            lines.seek(size * place // (count + 1))
            if place: lines.readline()
            line = lines.readline().decode()
            key = "rdata" if place % 2 and ('"rrtype":"A' in line) else "rrname"
            found.append(line.split(f'"{key}":"')[1].split('"')[0])
    return found


def warm(*files):
    """Reads files, so that they are in the page cache."""
    for file in files:
        with open(file, "rb") as whole:
            while whole.read(1 << 22): pass


def copy_store(store, copy):
    """Copies a store with its log, over whatever was there."""
    for end in ("", "-wal", "-shm"):
        Path(f"{copy}{end}").unlink(missing_ok=True)
    for end in ("", "-wal"):
        if store and Path(f"{store}{end}").exists(): shutil.copyfile(f"{store}{end}", f"{copy}{end}")
