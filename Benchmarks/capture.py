"""Writes a made-up capture of DNS questions and their answers over UDP: python3 capture.py ANSWERS FILE [SEED].

Classic pcap, Ethernet, IPv4, one packet a question and one an answer. Of the names, which are asked for unevenly, 55 % have addresses,
15 % IPv6 addresses, 20 % an alias before an address, 5 % name servers, and 5 % don't exist.
"""
import random, struct, sys

A, NS, CNAME, SOA, AAAA = 1, 2, 5, 6, 28
ETHERNET = bytes.fromhex("020000000001020000000002") + b"\x08\x00"
RESOLVER = bytes([192, 0, 2, 53])


def labels(*words):
    return b"".join(bytes([len(word)]) + word.encode() for word in words)


def record(owner, kind, data, lifetime=300):
    return owner + struct.pack(">HHIH", kind, 1, lifetime, len(data)) + data


def messages(number, chance):
    """What follows the identifier in the question about a name and in its answer."""
    mixed = (number * 0x9E3779B1 + 0x5851F42D) & 0xFFFFFFFF
    words = ("www", f"{mixed:08x}", "example")
    pick, many, same = chance(), 1 + int(chance() * 4), b"\xc0\x0c"
    ipv4 = [struct.pack(">I", 0x33000000 + (mixed + place * 7 & 0xFFFFFF)) for place in range(many)]
    kind = NS if pick > 0.95 else AAAA if 0.55 < pick < 0.7 else A
    code, authority, answers = 0, 0, []
    if pick < 0.55: answers = [record(same, A, data) for data in ipv4]
    elif pick < 0.7: answers = [record(same, AAAA, b"\x2a\x10" + bytes(10) + data) for data in ipv4]
    elif pick < 0.9:  # An alias in the same zone, whose name begins where the record's data do.
        alias = labels(f"edge-{mixed & 255}") + b"\xc0\x10"
        data_at = 12 + 1 + sum(len(word) + 1 for word in words) + 4 + 12
        answers = [record(same, CNAME, alias), record(struct.pack(">H", 0xC000 | data_at), A, ipv4[0])]
    elif pick < 0.95:
        code, authority = 3, 1
        answers = [record(b"\xc0\x19", SOA, labels("ns") + b"\xc0\x19" + labels("host") + b"\xc0\x19" + bytes(20))]
    else: answers = [record(same, NS, labels(f"ns{place}") + b"\xc0\x10") for place in range(many)]
    question = labels(*words) + b"\0" + struct.pack(">HH", kind, 1)
    head = struct.pack(">HHHH", 1, len(answers) - authority, authority, 0)
    return (struct.pack(">HHHHH", 0x0100, 1, 0, 0, 0) + question,
            struct.pack(">H", 0x8180 | code) + head + question + b"".join(answers))


def packet(time, source, destination, ports, identifier, message):
    length = 20 + 8 + 2 + len(message)
    header = struct.pack(">HHHHH", 0x4500, length, 0, 0, 0x4011)
    total = sum(struct.unpack(">9H", header + source + destination))
    checksum = struct.pack(">H", 0xFFFF ^ ((total & 0xFFFF) + (total >> 16)))
    frame = (ETHERNET + header + checksum + source + destination
             + struct.pack(">HHHHH", *ports, length - 20, 0, identifier) + message)  # No UDP checksum, as RFC 768 allows.
    return struct.pack("<IIII", time // 1_000_000, time % 1_000_000, len(frame), len(frame)) + frame


def write(answers, path, seed=11):
    chance = random.Random(seed).random
    names = [None] * max(64, answers // 8)
    time = 1_748_736_000_000_000
    with open(path, "wb", buffering=1 << 20) as file:
        file.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 262_144, 1))
        for _ in range(answers):
            number = int(chance() ** 3 * len(names))
            if names[number] is None: names[number] = messages(number, chance)
            question, answer = names[number]
            client, port, identifier = bytes([192, 0, 2, 100 + int(chance() * 99)]), 1024 + int(chance() * 60_000), int(chance() * 65_536)
            time += 10 + int(chance() * 60)
            file.write(packet(time, client, RESOLVER, (port, 53), identifier, question))
            file.write(packet(time + 5, RESOLVER, client, (53, port), identifier, answer))


if __name__ == "__main__":
    write(int(sys.argv[1]), sys.argv[2], *map(int, sys.argv[3:]))
