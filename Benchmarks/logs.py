"""Writes the same answers as COF, Zeek dns.log (TSV, JSON) and Suricata EVE: python3 logs.py LINES FOLDER."""
import datetime, json, random, sys

COLUMNS = ("ts uid id.orig_h id.orig_p id.resp_h id.resp_p proto trans_id rtt query qclass qclass_name qtype qtype_name "
           "rcode rcode_name AA TC RD RA Z answers TTLs rejected").split()


def write(lines, folder):
    chance = random.Random(7)
    names = [f"{chance.choice(['www', 'mail', 'cdn', 'api'])}.{chance.getrandbits(40):x}.example" for _ in range(lines // 5)]
    addresses = [f"198.{chance.randrange(256)}.{chance.randrange(256)}.{chance.randrange(256)}" for _ in range(lines // 15)]
    cof, zeek, zeek_json, eve = (open(f"{folder}/{name}", "w") for name in ("cof.jsonl", "dns.log", "zeek.json", "eve.json"))
    zeek.write("#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tdns\n")
    zeek.write("#fields\t" + "\t".join(COLUMNS) + "\n")
    compact = dict(separators=(",", ":"))
    for number in range(lines):
        name, address, time = chance.choice(names), chance.choice(addresses), 1_600_000_000 + number
        answers = [f"edge-{chance.randrange(999)}.test", address] if number % 4 == 0 else [address]
        cof.write(json.dumps({"rrname": name, "rrtype": "A", "rdata": address, "time_first": time, "time_last": time + 9,
                              "count": 3, "sensor_id": "east"}, **compact) + "\n")
        values = [f"{time}.123456", "CqKst53mF3det3eDV9", "192.0.2.7", 41772, "192.0.2.53", 53, "udp", 36329, 0.00087, name, 1,
                  "C_INTERNET", 1, "A", 0, "NOERROR", False, False, True, True, 0, answers, [60.0] * len(answers), False]
        zeek_json.write(json.dumps(dict(zip(COLUMNS, [time + 0.123456] + values[1:])), **compact) + "\n")
        texts = [",".join(map(str, v)) if isinstance(v, list) else "FT"[v] if isinstance(v, bool) else str(v) for v in values]
        zeek.write("\t".join(texts) + "\n")
        owner, records = name, []
        for answer in answers:
            records.append({"rrname": owner, "rrtype": "A" if answer is address else "CNAME", "ttl": 60, "rdata": answer})
            owner = answer
        stamp = datetime.datetime.fromtimestamp(time, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.123456+0000")
        eve.write(json.dumps({
            "timestamp": stamp, "flow_id": 1234567890123456, "in_iface": "eth0", "event_type": "dns", "src_ip": "192.0.2.7",
            "src_port": 41772, "dest_ip": "192.0.2.53", "dest_port": 53, "proto": "UDP",
            "dns": {"version": 2, "type": "answer", "id": 36329, "flags": "8180", "qr": True, "rd": True, "ra": True,
                    "rrname": name, "rrtype": "A", "rcode": "NOERROR", "answers": records, "grouped": {"A": [address]}}},
            **compact) + "\n")
    for file in (cof, zeek, zeek_json, eve): file.close()


if __name__ == "__main__":
    write(int(sys.argv[1]), sys.argv[2])
