"""What sensors see of it, and what registration data, reports and the truth say."""
import bisect, csv, datetime, json, math, os, random
from collections import defaultdict
from itertools import combinations
from clockwork import DAY
from people import DYNAMIC, FREE

HUBS = ("sinkhole", "parking", "cdn", "shared", "bogon", "rewrite")


class Sensor:
    """`style` is how it reports: a row a day, a row a run (until `gap` days of silence), or one row for all time."""

    def __init__(self, w, name, style, volume, bias, gap=10):
        self.name, self.style, self.volume, self.bias, self.gap = name, style, volume, bias, gap
        self.rng, self.likes = random.Random(f"{w.rng.random()} {name}"), {}
        self.skew, self.all_time, self.rows = self.rng.randint(-240, 240), {}, 0
        self.rewrites = None
        weeks = (w.end - w.start) // (7 * DAY)
        down = sorted(self.rng.sample(range(weeks), int(weeks * self.rng.uniform(0, 0.08))))
        self.down = [(w.start + week * 7 * DAY, w.start + (week + 1) * 7 * DAY) for week in down]
        self.first = w.start if style != "run" or self.rng.random() < 0.6 else w.start + self.rng.randint(20, 200) * DAY

    def liking(self, domain):
        """How much this sensor's users ask for a name, compared with the average: most hardly at all."""
        if domain not in self.likes:
            self.likes[domain] = math.exp(self.rng.gauss(-self.bias ** 2 / 2, self.bias))
        return self.likes[domain]

    def is_down(self, t):
        at = bisect.bisect_right(self.down, (t, math.inf)) - 1
        return t < self.first or (at >= 0 and t < self.down[at][1])

    def see(self, out, host, kind, data, start, end, rate, domain):
        """Writes what this sensor reports of one record; true where it saw it at all."""
        rng, rate = self.rng, rate * self.volume * self.liking(domain)
        span = (end - start) / DAY
        if span <= 0 or rng.random() > 1 - math.exp(-min(50, rate * span)):
            return False
        t, first, last, count, seen = start + rng.random() * min(span, 1 / rate) * DAY, None, None, 0, False
        step = max(1.0, rate if self.style == "day" else 3 * rate)  # Sightings in one draw, where they come many times a day.
        while t < end:
            if not self.is_down(t):
                seen = True
                many = max(1, round(step * rng.uniform(0.5, 1.5))) if step > 1 else 1
                if first is not None and ((t - last) / DAY > self.gap or (self.style == "day" and t // DAY != last // DAY)):
                    self.report(out, host, kind, data, first, last, count)
                    first, count = None, 0
                first = t if first is None else first
                last, count = t, count + many
            t += rng.expovariate(rate / step * (2.5 if rng.random() < 0.75 else 0.36)) * DAY
        if first is not None:
            self.report(out, host, kind, data, first, last, count)
        return seen

    def report(self, out, host, kind, data, first, last, count):
        if self.style == "always":
            old = self.all_time.get((host, kind, data))
            self.all_time[host, kind, data] = (min(first, old[0]), max(last, old[1]), count + old[2]) if old else (first, last, count)
        else:
            self.write(out, host, kind, data, first, last, count)

    def write(self, out, host, kind, data, first, last, count):
        self.rows += 1
        out.append(json.dumps({"rrname": host, "rrtype": kind, "rdata": data, "time_first": int(first) + self.skew,
                               "time_last": int(last) + self.skew, "count": count, "sensor_id": self.name}, separators=(",", ":")))


def family(ip):
    return "AAAA" if ":" in ip else "A"


def sensors(w):
    p, rng = w.p, w.rng
    made = [Sensor(w, "campus", "day", 0.003 * p["daily_share"], 2.2), Sensor(w, "carrier", "run", 0.5, 1.2, 90),
            Sensor(w, "resolver", "run", 0.15, 1.6, 75), Sensor(w, "archive", "always", 0.35 * p["aggregate_share"], 1.0),
            Sensor(w, "office", "run", 0.15, 2.0, 7)]
    made = [s for s in made if s.volume > 0][: int(p["sensors"])]
    made[-1 if len(made) < 3 else 2].rewrites = w.block(1, "rewrite")[0]
    return made


def observe(w, watchers):
    out, when = [], {}
    reported = {host: t for t, _, _, hosts in reversed(w.attacks) for host in hosts}
    for t in w.tenures:
        if t.end <= t.start:
            continue
        for sensor in watchers:
            end = t.end
            if sensor.rewrites and t.owner.startswith("actor") and t.host in reported and sensor.rng.random() < 0.5:
                end = min(end, max(t.start, reported[t.host] + 3 * DAY))  # Blocked there from the report on.
                sensor.see(out, t.host, "A", sensor.rewrites, end, min(t.end, end + 40 * DAY), t.rate, t.domain)
            if t.alias:
                one = sensor.see(out, t.host, "CNAME", t.alias, t.start, end, t.rate, t.domain)
                t.seen |= sensor.see(out, t.alias, family(t.ip), t.ip, t.start, end, t.rate, t.domain) and one
            else:
                t.seen |= sensor.see(out, t.host, family(t.ip), t.ip, t.start, end, t.rate * (0.5 if ":" in t.ip else 1), t.domain)
            if sensor.rewrites and sensor.rng.random() < 0.02:  # A name that is gone leads to the resolver's search page.
                sensor.see(out, t.host, "A", sensor.rewrites, t.end, min(w.end, t.end + 5 * DAY), t.rate, t.domain)
    for text, servers, start, end, rate in w.delegations:
        for sensor in watchers:
            for server in servers:
                sensor.see(out, text, "NS", server, start, end, rate * w.p["delegation_sightings"], text)
    for text, exchange, start, rate in w.mail:
        for sensor in watchers:
            sensor.see(out, text, "MX", f"10 {exchange}", start, w.end, rate, text)
    for sensor in watchers:
        for key in sorted(sensor.all_time):
            sensor.write(out, *key, *sensor.all_time[key])
    w.rng.shuffle(out)
    return out


def iso(t):
    return datetime.datetime.fromtimestamp(t, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def registrations(w):
    """Rows as collected at several times: spellings vary, dates are missing for some, updates are mostly routine."""
    rng = random.Random(w.rng.random())
    covered = {}
    for r in w.registrations:
        covered.setdefault(r.domain.text, rng.random() < w.p["whois_coverage"])
        if not covered[r.domain.text] or r.registrar is None or r.domain.text.count(".") > 1:
            continue
        spelling, undated = rng.choice(r.registrar.spellings), rng.random() < w.p["undated"]
        snapshots = [r.taken] + ([rng.choice(r.updates)] if r.updates and rng.random() < 0.5 else [])
        for t in snapshots:
            updated = t if rng.random() < 0.8 else min(w.end, t + rng.randint(1, 60) * DAY)
            years = max(1, math.ceil((t + 1 - r.created) / (365 * DAY)))
            yield (r.domain.text, "" if undated else iso(r.created), iso(updated),
                   "" if rng.random() < 0.1 else iso(r.created + years * 365 * DAY), spelling, r.registrant)


def pairs(w):
    """Labelled pairs of names of different registrable domains that some sensor saw on one address."""
    rng, found = random.Random(w.rng.random()), {}
    by_ip, holders = defaultdict(list), defaultdict(set)
    for t in w.tenures:
        if t.seen:
            holders[t.host].add(t.owner)
            if not t.alias:
                by_ip[t.ip].append(t)
    nobody = {"parking", "sinkhole"}
    for ip, held in by_ip.items():
        everybody = list(combinations(held, 2)) if len(held) <= 40 else [rng.sample(held, 2) for _ in range(900)]
        klass = w.ip_class.get(ip, "bogon")
        for a, b in everybody:
            if a.domain == b.domain:
                continue
            key = (min(a.host, b.host), max(a.host, b.host))
            same = bool((holders[a.host] & holders[b.host]) - nobody)
            met, here = a.start <= b.end and b.start <= a.end, a.owner == b.owner and a.owner not in nobody
            side = "campaign" if a.owner.startswith("actor") or b.owner.startswith("actor") else "benign"
            rank = (here, klass not in HUBS, met, side == "campaign")
            if key not in found or rank > found[key][0]:
                found[key] = (rank, int(same), f"{side}-{klass}-{'met' if met else 'apart'}")
    kinds = defaultdict(list)
    for (a, b), (_, same, kind) in found.items():
        kinds[kind].append((a, b, same, kind))
    return sorted(row for rows in kinds.values() for row in rng.sample(rows, min(len(rows), int(w.p["pairs_a_kind"]))))


def write(w, out):
    os.makedirs(os.path.join(out, "truth"), exist_ok=True)

    def table(name, rows):
        with open(os.path.join(out, "truth", name + ".tsv"), "w") as f:
            f.writelines("\t".join(str(x) for x in row) + "\n" for row in rows)

    lines = observe(w, sensors(w))
    with open(os.path.join(out, "observations.jsonl"), "w") as f:
        f.writelines(line + "\n" for line in lines)
    with open(os.path.join(out, "whois.csv"), "w", newline="") as f:
        csv.writer(f, lineterminator="\n").writerows(
            [("domain", "created", "updated", "expires", "registrar", "registrant")] + sorted(set(registrations(w))))
    attacks = [(f"incident-{n:04}", *attack) for n, attack in enumerate(sorted(w.attacks))]
    with open(os.path.join(out, "attacks.csv"), "w") as f:
        f.write("attack,date,indicator\n")
        f.writelines(f"{name},{iso(t)},{indicator}\n" for name, t, _, _, hosts in attacks for indicator in hosts)
    holds = {}
    for t in w.tenures:
        for host in (t.host, t.alias) if t.alias and t.domain.replace(".", "-") in t.alias else (t.host,):
            first, last = holds.get((host, t.owner, t.campaign), (t.start, t.end))
            holds[host, t.owner, t.campaign] = (min(first, t.start), max(last, t.end))
    table("domains", sorted((host, first, last, owner, campaign) for (host, owner, campaign), (first, last) in holds.items()))
    table("ips", sorted((ip, k) for ip, k in w.ip_class.items()))
    table("attacks", [(name, actor, campaign) for name, _, actor, campaign, _ in attacks])
    table("tenures", sorted((t.host, t.ip, t.start, t.end, t.owner, int(t.seen)) for t in w.tenures if t.end > t.start))
    table("pairs", pairs(w))
    return lines
