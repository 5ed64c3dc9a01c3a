#!/usr/bin/env python3
"""Writes the observations, WHOIS dates, seeds and attacks of the perrydale example. README.md says what is made up."""
import csv, datetime, json, os, random

rng = random.Random(20150710)
rows = []
here = os.path.dirname(os.path.abspath(__file__))


def at(day):
    return int(datetime.datetime.fromisoformat(day).replace(tzinfo=datetime.timezone.utc).timestamp())


def see(name, data, first, last, kind="A", every=6):
    """Two sensors that see a name now and then, and one aggregator that keeps the ends."""
    first, last = at(first) if isinstance(first, str) else first, at(last) if isinstance(last, str) else last
    for sensor, share in (("east", 1.0), ("west", 0.5)):
        n = max(1, int((last - first) / 86400 / every * share))
        times = sorted(rng.randint(first, last) for _ in range(n))
        start = end = times[0]
        seen = 0
        for t in times + [None]:
            if t is None or t - end > 20 * 86400:
                rows.append((name, kind, data, start, end, seen, sensor))
                if t is None:
                    break
                start, seen = t, 0
            end, seen = t, seen + 1
    if rng.random() < 0.4:
        rows.append((name, kind, data, first, last, max(1, (last - first) // 86400), "aggregate"))


def word():
    return "".join(rng.choice("bdfgklmnprstvz") + rng.choice("aeiou") for _ in range(rng.randint(2, 4)))


used = set()


def domain():
    while True:
        name = word() + rng.choice([".example", ".test"])
        if name not in used:
            used.add(name)
            return name


ACTOR, US_A, US_B = "91.197.12.44", "64.40.3.10", "64.40.7.21"
SINKHOLE, PARKING, SHARED = "148.81.9.9", "185.53.20.7", "64.40.90.5"

# Two legitimate sites, each on its owner's own server for years.
for site, address in (("perrydale.com", US_A), ("angellroofing.com", US_B)):
    for name in (site, "www." + site):
        see(name, address, "2013-02-01", "2015-12-20", every=9)
    see(site, "ns1.hoster.example", "2013-02-01", "2015-12-20", "NS", every=20)

# Names planted below them, all on one address in another country.
for label, first, last in (("rpt", "2015-04-20", "2015-07-12"), ("report", "2015-04-22", "2015-07-14"),
                           ("vic", "2015-05-03", "2015-07-11"), ("psa", "2015-05-06", "2015-07-09"),
                           ("wwww", "2015-04-25", "2015-07-10")):
    see(f"{label}.perrydale.com", ACTOR, first, last, every=3)
see("link.angellroofing.com", ACTOR, "2015-05-01", "2015-07-13", every=3)
see("wwww.angellroofing.com", ACTOR, "2015-05-02", "2015-07-08", every=3)

# Two names that the actor registered. One ends in a sinkhole, the other lapses and is bought by a stranger.
see("flashupdate.test", ACTOR, "2015-05-05", "2015-07-10", every=3)
see("flashupdate.test", SINKHOLE, "2015-07-15", "2015-12-28", every=5)
see("flashupdate.test", "ns1.sinkhole.example", "2015-07-15", "2015-12-28", "NS", every=20)
see("playercodec.test", ACTOR, "2015-04-28", "2015-06-30", every=3)
see("playercodec.test", "64.40.33.8", "2015-10-12", "2015-12-28", every=5)

# The sinkhole: names of many actors, seized in batches, none with anything to do with the others.
for batch in range(8):
    seized = at("2014-09-01") + batch * 55 * 86400
    for _ in range(rng.randint(4, 8)):
        name = domain()
        before = seized - rng.randint(20, 200) * 86400
        see(name, f"37.{rng.randint(10, 60)}.{rng.randint(1, 250)}.{rng.randint(1, 250)}", before, seized - rng.randint(3600, 90000))
        see(name, SINKHOLE, seized + rng.randint(0, 80000), at("2015-12-28"), every=12)
        see(name, "ns1.sinkhole.example", seized, at("2015-12-28"), "NS", every=40)

# A parking page and a shared server: strangers who come one by one.
for address, tenants, ns in ((PARKING, 45, "ns1.sedoparking.com"), (SHARED, 40, "ns1.hoster.example")):
    for _ in range(tenants):
        name = domain()
        start = at("2013-06-01") + rng.randint(0, 800) * 86400
        end = min(at("2015-12-28"), start + rng.randint(60, 700) * 86400)
        see(name, address, start, end, every=25)
        see(name, ns, start, end, "NS", every=60)
see("oldcampaign.test", PARKING, "2015-03-01", "2015-12-20", every=10)
see("oldcampaign.test", "ns1.sedoparking.com", "2015-03-01", "2015-12-20", "NS", every=30)

# The actor's address goes to somebody else in autumn.
see("bakery.example", ACTOR, "2015-10-01", "2015-12-28", every=6)

rng.shuffle(rows)
with open(os.path.join(here, "observations.jsonl"), "w") as f:
    for name, kind, data, first, last, count, sensor in rows:
        f.write(json.dumps(dict(rrname=name, rrtype=kind, rdata=data, time_first=first, time_last=last, count=count,
                                sensor_id=sensor), separators=(",", ":")) + "\n")
with open(os.path.join(here, "whois.csv"), "w", newline="") as f:
    out = csv.writer(f, lineterminator="\n")
    out.writerow(["domain", "created", "updated", "expires", "registrar", "registrant"])
    out.writerow(["perrydale.com", "1999-03-09", "2014-03-01", "2017-03-09", "First Registrar", "office@perrydale.example"])
    out.writerow(["flashupdate.test", "2015-04-18", "2015-04-18", "2016-04-18", "Second Registrar", ""])
    out.writerow(["playercodec.test", "2014-06-20", "2014-06-20", "2015-06-20", "Second Registrar", ""])
    out.writerow(["playercodec.test", "2015-10-02", "2015-10-02", "2016-10-02", "First Registrar", "owner@shop.example"])
with open(os.path.join(here, "seeds.txt"), "w") as f:
    f.write("# What the report of the attack named.\nrpt.perrydale[.]com\nreport.perrydale[.]com\n")
with open(os.path.join(here, "attacks.csv"), "w") as f:
    f.write("attack,date,indicator\n"
            "spearphish-june,2015-06-08,rpt.perrydale.com\n"
            "watering-hole,2015-07-02,link.angellroofing.com\n"
            f"beacon-alert,2015-11-10,{SINKHOLE}\n"
            "spam-wave,2015-11-20,bakery.example\n")
