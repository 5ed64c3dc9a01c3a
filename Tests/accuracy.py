#!/usr/bin/env python3
"""Helps Tests/accuracy.sh.

    accuracy.py reports FOLDER OUT           makes observations, registrations and groups of real reports
    accuracy.py tables RESULTS FOLDER PAGE   rewrites the tables of a page from results
"""
import csv, glob, json, os, re, statistics, sys

FIGURES = [
    ("campaigns: B-cubed F1", "campaigns b3_f1"), ("B-cubed precision", "campaigns b3_precision"),
    ("B-cubed recall", "campaigns b3_recall"), ("pair precision", "campaigns pair_precision"),
    ("pair recall", "campaigns pair_recall"), ("outsiders' share", "campaigns outsider_share"),
    ("hubs: macro F1", "hubs macro_f1"), ("hubs: any, F1", "hubs any_hub f1"), ("links: AUC", "links auc"),
    ("AUC, campaign pairs", "links auc_campaign"), ("Brier", "links brier"),
    ("Brier, campaign pairs", "links brier_campaign"), ("ECE", "links ece"),
    ("attacks: pair precision", "attacks pair_precision"), ("recall of the linkable", "attacks linkable_recall"),
    ("epochs: F1", "epochs f1"), ("recall of direct changes", "epochs direct_recall"),
]
SHORT = ["campaigns b3_f1", "campaigns pair_precision", "campaigns pair_recall", "campaigns outsider_share",
         "hubs macro_f1", "links auc", "links auc_campaign", "links brier", "links ece", "attacks pair_precision",
         "attacks linkable_recall", "epochs f1", "epochs direct_recall"]
HEADS = ["B-cubed F1", "pair precision", "pair recall", "outsiders", "hubs, macro F1", "AUC", "AUC, campaign pairs",
         "Brier", "ECE", "attacks' precision", "attacks' recall", "epochs F1", "direct changes"]


def reports(folder, out):
    """A name's only known time on its addresses is when it was looked up: the reports' dates are labels, not data."""
    os.makedirs(os.path.join(out, "truth"), exist_ok=True)
    with open(os.path.join(folder, "domainmeta.even.json")) as f:
        entries = json.load(f)["entries"]
    with open(os.path.join(folder, "posts.even.tsv")) as f:
        posts = [(row["domain"], row["post"]) for row in csv.DictReader(f, delimiter="\t")]
    with open(os.path.join(out, "observations.jsonl"), "w") as f:
        for name, entry in sorted(entries.items()):
            for rrtype, values in (("A", entry.get("ips")), ("NS", entry.get("ns"))):
                for value in values or []:
                    kind = "AAAA" if rrtype == "A" and ":" in value else rrtype
                    print(json.dumps({"rrname": name, "rrtype": kind, "rdata": value,
                                      "time_first": entry["checked_at"]}), file=f)
    with open(os.path.join(out, "whois.csv"), "w", newline="") as f:
        rows = csv.writer(f)
        rows.writerow(["domain", "created", "registrar"])
        for name, entry in sorted(entries.items()):
            if entry.get("created"):
                rows.writerow([name, entry["created"], entry.get("registrar") or ""])
    with open(os.path.join(out, "truth", "groups.tsv"), "w") as f:
        for name, post in posts:
            if (entries.get(name) or {}).get("ips"):
                print(name, post, sep="\t", file=f)


def get(result, path):
    for key in path.split():
        result = result.get(key) if isinstance(result, dict) else None
    return result


def table(heads, rows):
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def shown(value):
    return "–" if value is None else f"{value:.3f}"


def mean(results, path):
    values = [v for v in (get(r, path) for r in results) if v is not None]
    return statistics.mean(values) if values else None


def main_table(results, base, seeds):
    rows = []
    for head, path in FIGURES:
        values = [v for v in (get(r, path) for r in results) if v is not None]
        if values:
            rows.append([head, shown(mean(results, path)), f"{min(values):.3f} … {max(values):.3f}", shown(mean(base, path))])
    return f"Seeds {seeds}.\n\n" + table(["figure", "Ravel, mean", "range", "peers' way"], rows) if rows else ""


def tables(results, folder, page):
    found = {}
    for path in glob.glob(os.path.join(results, "*.json")):
        with open(path) as f:
            found[os.path.basename(path)[: -len(".json")]] = json.load(f)
    worlds = sorted({re.match(r"world\.\d+\.[^.]*(\.\d+)?(?=$|\.baseline|\.without)", name)[0]
                     for name in found if name.startswith("world.")})
    plain = [w for w in worlds if w.endswith(".")]
    of = lambda names, end="": [found[n + end] for n in names if n + end in found]
    seeds = lambda names: ", ".join(n.split(".")[1] for n in names)

    second = sorted(name for name in found if re.fullmatch(r"second\.\d+", name))
    best = {}
    for world in worlds + second:
        limits = [(get(found[f"{world}.baseline{k}"], "campaigns b3_f1"), k) for k in (5, 20, 100)]
        best[world] = found[f"{world}.baseline{max(limits)[1]}"]
    base = [best[w] for w in plain]
    out = {"seeds": main_table(of(plain), base, seeds(plain)),
           "second": main_table(of(second), [best[w] for w in second], seeds(second))}

    line = lambda name, results: [name] + [shown(mean(results, p)) for p in SHORT]
    rows = [line("defaults, mean", of(plain))]
    for world in worlds:
        if world not in plain:
            seed, variation = world.split(".", 2)[1:]
            rows.append(line(f"`{variation}` (seed {seed})", of([world])))
            rows.append(line("– the peers' way", [best[world]]))
    out["variations"] = table(["world"] + HEADS, rows)

    rows = [line("all of it", of(plain))]
    for part in ("epochs", "tenancy", "classes", "score", "clustering"):
        rows.append(line(f"without {part}", of(plain, f".without-{part}")))
    out["ablation"] = table(["engine"] + HEADS, rows)

    steps = {}
    for result in of(plain):
        for tenth, step in (get(result, "links reliability") or {}).items():
            n, said, true = steps.get(tenth, (0, 0.0, 0.0))
            steps[tenth] = (n + step["n"], said + step["n"] * step["said"], true + step["n"] * step["true"])
    rows = [[f"from {t}", str(n), f"{s / n:.3f}", f"{r / n:.3f}"] for t, (n, s, r) in sorted(steps.items())]
    out["reliability"] = table(["score", "pairs", "said", "true"], rows)

    if "reports" in found:
        ours = found["reports"]["groups"]
        rows = [["Ravel's campaigns", str(ours["linked"]), shown(ours["pair_precision"]), shown(ours["pair_recall"])]]
        with open(os.path.join(folder, "baseline.even.json")) as f:
            for name, rule in json.load(f)["methods"].items():
                rows.append([name.replace("_", " "), str(rule["linked_pairs"]), shown(rule["precision_same_post"]),
                             shown(rule["recall_same_post"])])
        out["reports"] = table(["rule", "pairs linked", "pair precision", "pair recall"], rows)

    label = {get(r, "weights label") for n, r in found.items() if "without" not in n and "baseline" not in n}
    out["weights"] = f"Weights {', '.join(sorted(label - {None}))}."
    with open(page) as f:
        text = f.read()
    for name, content in out.items():
        text, n = re.subn(rf"(<!-- {name} -->\n).*?(<!-- end -->)", lambda m: m[1] + content + "\n" + m[2], text, flags=re.S)
        if n != 1:
            sys.exit(f"{page} has {n} places for the table {name}, not one")
    with open(page, "w") as f:
        f.write(text)


if __name__ == "__main__":
    if len(sys.argv) == 4 and sys.argv[1] == "reports":
        reports(*sys.argv[2:])
    elif len(sys.argv) == 5 and sys.argv[1] == "tables":
        tables(*sys.argv[2:])
    else:
        sys.exit(__doc__)
