#!/usr/bin/env python3
"""Simulate an Internet of agents whose owners are known, and write what passive DNS saw of it.

    internet.py OUT [--seed N] [--scale S] [--set KEY=VALUE ...]

Writes into OUT:
  observations.jsonl  Common Output Format, one JSON object a line, shuffled; sensors report by the day, by the run, or for all time
  whois.csv           domain,created,updated,expires,registrar,registrant: some domains, several rows for one, some without creation date
  attacks.csv         attack,date,indicator: what incident reports named, some of it wrongly
  truth/domains.tsv   host  start  end  owner  campaign ('-' if none)
  truth/ips.tsv       ip  class: ordinary cloud shared cdn parking sinkhole bulletproof flux bogon rewrite home
  truth/attacks.tsv   attack  actor  campaign
  truth/tenures.tsv   host  ip  start  end  owner  seen (1: some sensor reported it). Owner 'parking' is a registrar's page
                      for expired names, 'sinkhole' any sinkhole; names parked by their holder are the holder's.
  truth/pairs.tsv     a  b  same  kind: pairs of hosts of different registrable domains that some sensor saw on one address;
                      same=1 where some sensor saw one party hold both, at any time. kind is campaign|benign - class of the address - met|apart:
                      campaign where an actor held one of them there, met where their times there overlapped. Where they shared
                      several addresses, the one where one party held both tells, then one that is no hub. Each kind is capped.
  internet.json       the parameters

Deterministic for a seed and a Python version. Standard library only. README.md says what is modelled, and after whom.
"""
import argparse, calendar, json, os, sys

sys.dont_write_bytecode = True
from actors import Actor
from clockwork import World
from people import People
from watch import write

PARAMETERS = {
    "scale": 1.0, "from": 2019, "until": 2022,
    # Who there is
    "customers": 5200, "companies": 700, "brands": 10, "cloud_tenants": 520, "delivered_sites": 800, "shop_customers": 500,
    "homes": 70, "never_live": 2400, "mail_only": 250, "grey_sites": 120, "free_sites": 500, "popular_sites": 10,
    "wildcard_sites": 4, "speculators": 45, "actors": 60,
    # What there is
    "registrars": 14, "hosters": 22, "parking_services": 12, "bulletproof_resellers": 5, "sinkhole_operators": 8,
    "home_addresses": 900, "largest_server": 350,
    # How they behave
    "parked_first": 0.65, "forgotten_renewals": 0.05, "expiry_auctions": 0.12, "caught_at_once": 0.10, "caught_later": 0.28,
    "tenancy_days": 300, "disposable_days": 2.5, "sinkhole_renewals": 0.86, "seizures": 0.22, "bulletproof_share": 0.3,
    "origin_leaks": 0.45, "campaign_size": 1.0, "campaign_max": 400, "more_campaigns": 1.2, "second_report": 0.5, "indicators": 3.0,
    # What is seen of it
    "sensors": 4, "queries_a_day": 0.2, "daily_share": 1.0, "aggregate_share": 1.0, "delegation_sightings": 0.06,
    "whois_coverage": 0.6, "undated": 0.12, "privacy": 0.75, "pairs_a_kind": 1200,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--set", metavar="KEY=VALUE", action="append", default=[])
    args = parser.parse_args()
    settings = dict(PARAMETERS, scale=args.scale)
    for item in args.set:
        key, _, value = item.partition("=")
        if key not in settings:
            parser.error(f"no parameter {key}; there are: {' '.join(sorted(settings))}")
        settings[key] = float(value)
    year = lambda key: calendar.timegm((int(settings[key]), 1, 1, 0, 0, 0))
    world = World(args.seed, settings, year("from"), year("until"))
    for bogon in ("127.0.0.1", "0.0.0.0", "10.10.10.10", "192.168.0.1"):
        world.ip_class[bogon] = "bogon"
    people = People(world)
    people.actors = [Actor(people, n) for n in range(world.count("actors"))]
    for actor in people.actors:
        world.launch(actor.life())
    world.run()
    lines = write(world, args.out)
    with open(os.path.join(args.out, "internet.json"), "w") as f:
        json.dump(dict(settings, seed=args.seed), f, indent=1, sort_keys=True)
    print(f"{len(world.domains)} domains, {len(world.tenures)} tenures, {len(lines)} observations, {len(world.attacks)} attacks")


if __name__ == "__main__":
    main()
