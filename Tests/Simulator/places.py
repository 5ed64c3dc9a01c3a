"""Where names live: registrars, hosters, clouds, delivery networks, platforms, parking services and sinkholes."""
from clockwork import Pool


class Registrar:
    def __init__(self, w, n):
        brand = w.word(2, 3).title()
        self.spellings = [f"{brand}, Inc.", f"{brand.upper()} INC", brand, f"{brand} Domains LLC d/b/a {brand}.example"]
        self.home = f"{brand.lower()}{n}.example"
        pairs = w.rng.choice([1, 1, 4, 12])
        self.pairs = [(f"ns{2 * i + 1}.{self.home}", f"ns{2 * i + 2}.{self.home}") for i in range(pairs)]
        net = [w.network()]
        self.page = w.block(w.rng.randint(1, 3), "parking", net) if w.chance(0.75) else []
        self.expired = self.page if w.chance(0.5) else w.block(w.rng.randint(1, 2), "parking", net) if w.chance(0.8) else []
        self.expired_servers = (f"ns1.expired.{self.home}", f"ns2.expired.{self.home}") if w.chance(0.6) else self.pairs[0]
        self.privacy = f"privacy@{self.home}" if w.chance(0.6) else "REDACTED FOR PRIVACY"

    def servers(self, w):
        return w.rng.choice(self.pairs)


class Parking:
    """A monetisation service: few addresses, names of many speculators."""

    def __init__(self, w, n):
        self.home = f"{w.word(2, 3)}park{n}.example" if w.chance(0.6) else f"{w.word(2, 3)}{n}.test"
        self.addresses = w.block(w.rng.choice([1, 1, 2, 3, 4]), "parking")
        self.servers = (f"ns1.{self.home}", f"ns2.{self.home}")


class Server:
    """One machine of shared hosting."""

    def __init__(self, ips, size):
        self.ips, self.size, self.sites = ips, size, []

    def has_room(self):
        if len(self.sites) >= self.size:
            self.sites = [(r, label) for r, label in self.sites
                          if r.domain.holder is r and self.ips[0] in r.domain.hosts.get(label, {})]
        return len(self.sites) < self.size


class Hoster:
    def __init__(self, w, n, vps):
        self.w, self.home = w, f"{w.word(2, 3)}host{n}.example"
        self.networks = [w.network() for _ in range(w.rng.choice([1, 1, 2, 3]))]
        self.servers = (f"ns1.{self.home}", f"ns2.{self.home}")
        self.page = w.block(1, "parking", self.networks)
        self.dual = w.chance(0.25)
        self.shared, self.dedicated = [], w.block(40, "ordinary", self.networks)
        self.vps = Pool(w, w.block(vps, "ordinary", self.networks), 12.0, w.chance(0.5))

    def grow(self):
        ip = self.w.block(1, "shared", self.networks)[0]
        ips = [ip, self.w.second_family(ip, "shared")] if self.dual else [ip]
        size = min(self.w.p["largest_server"], int(12 * self.w.rng.paretovariate(1.2)))
        self.shared.append(Server(ips, size))

    def server(self):
        """New machines fill first; those who leave make room in older ones."""
        room = [s for s in self.shared if s.has_room()]
        if not room:
            self.grow()
            return self.shared[-1]
        return room[-1] if self.w.chance(0.5) else self.w.rng.choice(room)

    def host(self, right, www=False):
        server = self.server()
        for label in ("@", "www") if www else ("@",):
            if self.w.point(right, server.ips, label):
                server.sites.append((right, label))

    def renumber(self, server):
        """The whole machine moves, in one night or over a few days; nobody's owner changes."""
        w = self.w
        ip = w.block(1, "shared", self.networks)[0]
        old, server.ips = server.ips, [ip, w.second_family(ip, "shared")] if self.dual else [ip]
        pace = w.rng.choice([0.0, 0.002, 0.03])
        for right, label in server.sites:
            if right.domain.holder is right and old[0] in right.domain.hosts.get(label, {}):
                w.point(right, server.ips, label)
                yield pace


class Cloud:
    """Addresses that pass from tenant to tenant within hours (EIPSim: tenants churn within a year, a tenth leave names behind)."""

    def __init__(self, w, n, size):
        self.home = f"{w.word(2, 2)}cloud{n}.example"
        self.vps = Pool(w, w.block(size, "cloud", [w.network() for _ in range(3)]), 0.6, w.chance(0.5))
        self.servers = tuple(f"ns-{w.rng.randint(1, 2000)}.{self.home}" for _ in range(4))


class Resold:
    """A bulletproof reseller: every address is let to several parties at once."""

    def __init__(self, w, n):
        self.home = f"{w.word(2, 3)}{n}.test"
        self.addresses = w.block(w.rng.randint(5, 14), "bulletproof")
        self.servers = (f"a.{self.home}", f"b.{self.home}")


class Edge:
    """A delivery network: `near` addresses of a pool a name, by its own name servers or by an alias."""

    def __init__(self, w, n, size, near, churn, by_alias, accounts=60):
        self.w, self.home, self.near, self.churn, self.by_alias = w, f"{w.word(2, 2)}edge{n}.example", near, churn, by_alias
        self.addresses = w.block(size, "cdn", [w.network() for _ in range(2)])
        self.accounts = [f"{w.word(2, 2)}.ns.{self.home}" for _ in range(accounts)]
        self.dual = w.chance(0.4)

    def pick(self):
        ips = self.w.rng.sample(self.addresses, self.near)
        return ips + [self.w.second_family(ip, "cdn") for ip in ips[:1]] if self.dual else ips

    def front(self, right, labels=("@",)):
        """Keeps a name on the pool until its holder loses it or points it elsewhere."""
        w, domain = self.w, right.domain
        if not self.by_alias:
            w.delegate(right, w.rng.sample(self.accounts, 2))
        else:
            labels = ("www",) + (labels if w.chance(0.4) else ())
        ips = self.pick()
        while domain.holder is right:
            for label in labels:
                alias = f"{domain.text.replace('.', '-')}.{self.home}" if self.by_alias and label != "@" else None
                w.point(right, ips, label, alias)
            yield w.exp(self.churn)
            if not any(ip in domain.hosts.get(labels[0], {}) for ip in ips):
                return
            ips = [w.rng.choice(ips)] * (self.near > 2) + self.pick()[: self.near - (self.near > 2)]
            ips = list(dict.fromkeys(ips))


class Platform:
    """Software as a service: customers' names lead through an alias to a few fixed addresses; or free names below a private suffix."""

    def __init__(self, w, n, suffix=None):
        self.home = suffix or f"{w.word(2, 2)}shop{n}.example"
        self.suffix, self.addresses = suffix, w.block(w.rng.choice([1, 2, 3]), "shared")

    def customer(self, w, right):
        ip = [w.rng.choice(self.addresses)]
        w.point(right, ip, "www", f"shops.{self.home}" if w.chance(0.5) else f"{right.domain.text.replace('.', '-')}.{self.home}")
        w.point(right, ip)


class Sinkhole:
    """Takes names over; its name servers may or may not say so, its addresses may lie in a cloud."""

    def __init__(self, w, n, clouds):
        style = w.rng.choice(["declared", "plain", "plain", "cloud"])
        self.home = f"{w.word(2, 3)}{n}.test"
        self.servers = tuple(f"ns{i}.{'sinkhole-' if style == 'declared' else ''}{self.home}" for i in (1, 2))
        count = w.rng.choice([1, 1, 2, 3])
        self.addresses = [w.rng.choice(clouds).vps.rent() for _ in range(count)] if style == "cloud" else w.block(count, "sinkhole")
        for ip in self.addresses:
            w.ip_class[ip] = "sinkhole"
        self.rights = []

    def seize(self, w, domain):
        before = domain.holder
        if before is None or before.owner == "sinkhole":
            return
        right = w.register("sinkhole", before.registrar, domain.text, keep=w.p["sinkhole_renewals"], rate=before.rate)
        right.created = before.created
        w.point(right, [w.rng.choice(self.addresses)])
        w.delegate(right, self.servers)
        self.rights.append(right)
