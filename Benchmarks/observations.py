"""Writes made-up passive DNS in Common Output Format, in the order of time: python3 observations.py LINES FILE [SEED].

A stream without memory: which names exist at a time, and where they are, follows from their numbers alone. Of the lines 5 % are
CNAME, NS and MX; of the rest 70 % are ordinary domains on small hosts, which now and then move, 10 % shared hosting, 5 % a delivery
network, 8 % parking, 4 % sinkholes and 3 % campaigns that walk over a few addresses of their own.
"""
import random, sys

BEGIN, SPAN, DAY = 1_672_531_200, 3 * 365 * 86_400, 86_400
WORDS = ("", "", "", "", "www.", "mail.", "cdn.", "api.")
ENDINGS = ("example", "test", "invalid", "example")


def name(kind, number):
    """The name of a number, other for each kind."""
    mixed = ((number << 3 | kind) * 0x9E3779B1 + 0x5851F42D) & 0xFFFFFFFFFF
    return f"{WORDS[mixed >> 7 & 7]}{mixed:010x}.{ENDINGS[mixed >> 11 & 3]}"


def address(kind, number):
    """The address of a number, other for each kind: a twelfth are IPv6."""
    mixed = ((number << 3 | kind) * 0x2545F491 + 0x3C6EF372) & 0x7FFFFFF
    if kind < 2 and number % 12 == 5: return "AAAA", f"2a10:{mixed >> 16:x}:{mixed & 0xFFFF:x}::1"
    return "A", f"{16 + (mixed >> 21)}.{mixed >> 13 & 255}.{mixed >> 5 & 255}.{mixed << 3 & 255 | 1}"


def write(lines, path, seed=7):
    chance = random.Random(seed).random
    edges = max(100, int(lines * 0.3))
    domains, hosts, shared = edges * 52 // 100, edges * 13 // 100, 1 + edges // 4000
    networks, parking, sinkholes, campaigns = 1 + edges // 50_000, 2 + edges // 375_000, 3 + edges // 200_000, 1 + edges // 900

    def ordinary(now, age):
        """The number of a domain that is about so old, in shares of the whole span, and how old it is."""
        domain = int(abs(now - age) * domains)
        return domain, now - domain / domains

    with open(path, "w", buffering=1 << 20) as file:
        for line in range(lines):
            now, pick = line / lines, chance()
            time = BEGIN + int(now * SPAN)
            kind = "A"
            if pick < 0.05:
                owner, target = name(0, int(chance() * domains)), name(0, int(chance() * domains))
                kind, data = (("CNAME", target), ("CNAME", target), ("NS", f"ns1.{target}"), ("MX", f"10 mx.{target}"))[int(pick * 80)]
            elif pick < 0.72:
                domain, age = ordinary(now, chance() ** 2 * 0.15)
                owner, home = name(0, domain), int(hosts * (domain * 0.6180339887 % 1) ** 1.25)
                moved = domain % 4 == 0 and age > 0.04
                kind, data = address(0, (home + 1 + domain % 7) % hosts if moved else home)
            elif pick < 0.815:
                host = int(shared * chance() ** 1.5)
                owner, data = name(1, host * 8192 + int(chance() * (100 + 5000 / (1 + host)))), address(2, host)[1]
            elif pick < 0.86:
                domain = int(chance() * edges / 100)
                owner = name(2, domain)
                kind, data = address(1, domain % networks * 48 + (domain * 5 + int(chance() * 5) * 7) % 48)
            elif pick < 0.935:
                domain, _ = ordinary(now, 0.4 + chance() * 0.2)
                owner, data = name(0, domain) if domain & 1 else name(3, domain), address(3, domain % parking)[1]
            elif pick < 0.97:
                domain, _ = ordinary(now, 0.6 + chance() * 0.1)
                owner, data = name(0, domain), address(4, domain % sinkholes)[1]
            else:
                campaign = int(abs(now - chance() * 0.2) * campaigns)
                member = int(chance() * (5 + campaign * 7 % 40))
                walked = int(abs(now - campaign / campaigns) * (1 + campaign % 9) * 4)
                owner, data = name(5, campaign * 64 + member), address(5, campaign * 64 + walked + member % 2)[1]
            last = time + int(chance() ** 2 * 7 * DAY)
            count, sensor = 1 + int(1 / (0.0001 + chance())), int(chance() ** 2 * 24)
            file.write(f'{{"rrname":"{owner}","rrtype":"{kind}","rdata":"{data}","time_first":{time},"time_last":{last},'
                       f'"count":{count},"sensor_id":"sensor-{sensor:02d}"}}\n')


if __name__ == "__main__":
    write(int(sys.argv[1]), sys.argv[2], *map(int, sys.argv[3:]))
