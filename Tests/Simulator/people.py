"""Everybody who holds names and means no harm: customers, companies, brands, speculators, tenants, homes, platforms."""
from clockwork import DAY, Pool
from places import Cloud, Edge, Hoster, Parking, Platform, Registrar, Resold, Sinkhole

DYNAMIC = ["duckdns.org", "ddns.net", "hopto.org", "dynu.net"]
FREE = ["github.io", "netlify.app", "web.app", "000webhostapp.com"]


class People:
    def __init__(self, w):
        self.w, self.serial = w, 0
        self.registrars = [Registrar(w, n) for n in range(w.count("registrars"))]
        self.hosters = [Hoster(w, n, w.rng.randint(15, 60)) for n in range(w.count("hosters"))]
        self.clouds = [Cloud(w, n, w.rng.randint(80, 260)) for n in range(3)]
        self.parking = [Parking(w, n) for n in range(w.count("parking_services"))]
        self.edges = [Edge(w, 0, 110, 2, 400, False), Edge(w, 1, 60, 2, 60, True), Edge(w, 2, 9, 3, 35, False, 4), Edge(w, 3, 28, 1, 25, True)]
        self.shops = [Platform(w, n) for n in range(3)]
        self.free = [Platform(w, n, suffix) for n, suffix in enumerate(FREE)]
        self.resold = [Resold(w, n) for n in range(w.count("bulletproof_resellers"))]
        self.sinkholes = [Sinkhole(w, n, self.clouds) for n in range(w.count("sinkhole_operators"))]
        self.homes = Pool(w, w.block(max(250, w.count("home_addresses")), "home", [w.network() for _ in range(4)]), 0.3, False)
        self.speculators = [Speculator(self, n) for n in range(w.count("speculators"))]
        self.popular, self.sites, self.actors = [], [], []
        w.buy = self.buy
        for key, life in (("customers", self.customer), ("cloud_tenants", self.tenant), ("delivered_sites", self.delivered),
                          ("companies", self.company), ("shop_customers", self.shopkeeper), ("homes", self.home),
                          ("never_live", self.idle), ("mail_only", self.mail_only), ("grey_sites", self.grey), ("free_sites", self.freeloader)):
            for _ in range(w.count(key)):
                w.launch(life(), 0 if w.chance(0.6) else w.rng.uniform(0, (w.end - w.start) / DAY))
        for life, key in ((self.brand, "brands"), (self.famous, "popular_sites"), (self.wildcard, "wildcard_sites")):
            for _ in range(w.count(key)):
                w.launch(life())
        for hoster in self.hosters:
            w.launch(self.operate(hoster), w.rng.uniform(0, 300))
        for sinkhole in self.sinkholes:
            w.launch(self.move_sinkhole(sinkhole), w.rng.uniform(200, 1500))

    def me(self, kind):
        self.serial += 1
        return f"{kind}{self.serial}"

    def age(self, mean=900):
        """How long ago a name was registered: long where its holder was there before the data begins."""
        return self.w.exp(mean) if self.w.now <= self.w.start else 0.0

    def contact(self, owner, registrar):
        w = self.w
        return registrar.privacy if w.chance(w.p["privacy"]) else f"{owner}@{w.word()}.example"

    def register(self, owner, registrar=None, **more):
        registrar = registrar or self.w.zipf(self.registrars)
        right = self.w.register(owner, registrar, registrant=self.contact(owner, registrar), **more)
        self.w.delegate(right, registrar.servers(self.w))
        return right

    def park_first(self, right, mean):
        """What most names do before they go live: the registrar's page, or a hoster's, or nothing."""
        w = self.w
        page = right.registrar.page or (w.rng.choice(self.hosters).page if w.chance(0.4) else [])
        if page and w.chance(w.p["parked_first"]):
            w.point(right, [w.rng.choice(page)])
        yield w.exp(mean)

    def customer(self, right=None):
        w = self.w
        if right is None:
            right = self.register(self.me("customer"), age=self.age(), keep=0.84)
        if w.now > w.start:
            yield from self.park_first(right, 6)
        self.sites.append(right)
        hoster = w.zipf(self.hosters, 0.8)
        while right.domain.holder is right:
            if w.chance(0.65):
                w.delegate(right, hoster.servers)
            hoster.host(right, w.chance(0.3))
            yield w.exp(1300)
            if w.chance(0.25):
                yield from self.edges[0 if w.chance(0.8) else 2].front(right, ("@", "www"))
            hoster = w.zipf(self.hosters, 0.8)

    def grey(self):
        """Pharmacies, film sites and the like: customers of bulletproof resellers in no campaign."""
        w = self.w
        right = self.register(self.me("customer"), age=self.age(200), keep=0.5)
        while right.domain.holder is right:
            w.point(right, [w.rng.choice(w.rng.choice(self.resold).addresses)])
            yield w.exp(120)

    def delivered(self):
        w = self.w
        right = self.register(self.me("company"), age=self.age(1500), keep=0.93)
        if w.chance(0.3):
            w.point(right, [w.rng.choice(w.zipf(self.hosters).dedicated)], w.rng.choice(["mail", "ftp", "origin"]))
        yield from w.zipf(self.edges, 1.2).front(right, ("@", "www") if w.chance(0.4) else ("@",))

    def shopkeeper(self):
        right = self.register(self.me("customer"), age=self.age(500), keep=0.75)
        yield from self.park_first(right, 4)
        w = self.w
        w.zipf(self.shops).customer(w, right)

    def freeloader(self, owner=None, campaign="-"):
        w, place = self.w, self.w.zipf(self.free)
        right = w.register(owner or self.me("home"), None, w.fresh(suffix=place.suffix), keep=1.0, campaign=campaign)
        w.point(right, [w.rng.choice(place.addresses)])
        yield w.exp(400)
        w.clear(right.domain)

    def tenant(self):
        """Rents a few cloud addresses, names them, moves now and then; one in ten leaves its names on what it gave back."""
        w = self.w
        owner, cloud = self.me("tenant"), w.rng.choice(self.clouds)
        rights = [self.register(owner, age=self.age(500), keep=0.8) for _ in range(w.rng.choice([1, 1, 1, 1, 2, 2, 3, 6]))]
        while any(right.domain.holder is right for right in rights):
            ips = [ip for ip in (cloud.vps.rent() for _ in range(w.rng.choice([1, 1, 1, 1, 2, 2, 4]))) if ip]
            for right in rights:
                if w.chance(0.3):
                    w.delegate(right, cloud.servers)
                w.point(right, ips)
                if w.chance(0.3):
                    w.point(right, ips[:1], w.rng.choice(["app", "api", "dev"]))
            yield w.exp(w.p["tenancy_days"])
            for ip in ips:
                cloud.vps.give_back(ip)
            if w.chance(0.1):
                return
            for right in rights:
                if right.domain.holder is right:
                    w.clear(right.domain)
                    w.delegate(right, right.registrar.servers(w))
            if w.chance(0.25):
                return

    def company(self):
        """Own machines: one to six addresses, a few names, some hosts elsewhere; now and then the machines are renumbered."""
        w, owner = self.w, self.me("company")
        hoster = w.rng.choice(self.hosters)
        rights = [self.register(owner, age=self.age(2500), keep=0.95) for _ in range(w.rng.choice([1, 1, 1, 2, 3, 5]))]
        own = tuple(f"ns{i}.{rights[0].domain.text}" for i in (1, 2)) if w.chance(0.3) else None
        self.sites += rights[:1]
        while rights[0].domain.holder is rights[0]:
            count = w.rng.choice([1, 1, 1, 2, 2, 3, 6])
            ips = w.rng.sample(hoster.dedicated, count) if w.chance(0.2) else w.block(count, "ordinary", hoster.networks)
            ips += [w.second_family(ips[0], "ordinary")] if w.chance(0.2) else []
            for right in rights:
                w.point(right, ips)
                w.point(right, ips if w.chance(0.7) else ips[:1], "www")
                if own:
                    w.delegate(right, own)
            for label in ("mail", "vpn", "shop")[: w.rng.randrange(4)]:
                w.point(rights[0], ips[:1] if w.chance(0.5) else w.block(1, "ordinary", hoster.networks), label)
            yield w.exp(1100)

    def brand(self):
        """A brand owner's defensive names, bought over the years and in batches, all on one or two addresses."""
        w, owner = self.w, self.me("brand")
        registrar, edge = w.zipf(self.registrars), w.block(w.rng.choice([1, 1, 1, 2]), "ordinary")
        stem, servers = w.word(2, 3), tuple(f"{x}.{w.word()}.example" for x in ("a", "b"))
        contact = f"domains@{stem}.example"

        def add(age):
            suffix = w.rng.choice(["example", "test"])
            text = f"{stem}{w.rng.choice(['', '-'])}{w.word(1, 3)}.{suffix}"
            if text not in w.domains:
                right = w.register(owner, registrar, text, keep=0.97, age=age, registrant=contact)
                w.delegate(right, servers)
                w.point(right, edge if w.chance(0.8) else edge[:1])
        for _ in range(w.rng.randint(15, 120)):
            add(w.exp(1800))
        while True:
            yield w.exp(90)
            for _ in range(w.rng.choice([1, 1, 2, 3, 8, 20])):
                add(0.0)
            if w.chance(0.04):
                edge[:] = w.block(len(edge), "ordinary")
                for domain in list(w.domains.values()):
                    if domain.holder and domain.holder.owner == owner:
                        w.point(domain.holder, edge)

    def famous(self):
        """A popular site with tens or hundreds of addresses, a few of which change each month."""
        w = self.w
        right = self.register(self.me("company"), age=5000, keep=1.0, rate=40 * w.p["queries_a_day"] * w.rng.paretovariate(1.0))
        right.rate = min(right.rate, 400)
        self.popular.append(right)
        ips = w.block(w.rng.randint(40, 250), "ordinary", [w.network(), w.network()])
        labels = ("@", "www", "api", "static")[: w.rng.randint(2, 4)]
        w.delegate(right, tuple(f"ns{i}.{right.domain.text}" for i in range(1, 5)))
        part = {label: w.rng.sample(ips, len(ips) // w.rng.randint(2, 6)) for label in labels}
        while True:
            for label in labels:
                part[label] = part[label][w.some(1.5):] + w.rng.sample(ips, w.some(1.5))
                w.point(right, list(dict.fromkeys(part[label])), label, rate=right.rate / max(1, len(part[label])))
            yield w.exp(30)

    def wildcard(self):
        """Every label resolves: blogs, tracking, disposable names."""
        w = self.w
        right = self.register(self.me("company"), age=2000, keep=1.0)
        ips = w.block(w.rng.choice([1, 2, 4]), "ordinary")
        w.point(right, ips)
        while True:
            label = w.word(2, 5) if w.chance(0.5) else f"{w.rng.getrandbits(40):x}"
            w.point(right, [w.rng.choice(ips)], label, rate=1.5)
            yield w.exp(w.p["disposable_days"])
            if w.chance(0.9):
                w.point(right, [], label)

    def home(self):
        """A line at home under a dynamic name; its address changes with every reconnection."""
        w = self.w
        right = w.register(self.me("home"), None, w.fresh(suffix=w.zipf(DYNAMIC)), keep=1.0)
        change = w.rng.choice([3, 15, 60, 200])
        while right.domain.holder is right:
            ip = self.homes.rent()
            if ip:
                w.point(right, [ip])
            yield w.exp(change)
            if ip:
                self.homes.give_back(ip)
            if w.chance(0.01):
                w.clear(right.domain)
                return

    def idle(self):
        """Registered and never used: the registrar's servers and page, for as long as it is paid for."""
        w = self.w
        right = self.register(self.me("holder"), age=self.age(300), keep=0.45)
        yield from self.park_first(right, 400)
        if w.chance(0.12) and right.domain.holder is right:
            yield from self.customer(right)

    def mail_only(self):
        w = self.w
        right = self.register(self.me("company"), age=self.age(1500), keep=0.9)
        w.mail.append((right.domain.text, w.rng.choice([f"mx.{w.rng.choice(self.shops).home}", f"mail.{w.zipf(self.hosters).home}"]), w.now, right.rate))
        yield 0

    def operate(self, hoster):
        """A hoster renumbers a machine now and then, or moves to another building as a whole."""
        w = self.w
        while True:
            yield w.exp(400)
            if w.chance(0.06):
                hoster.networks = [w.network()]
                for server in list(hoster.shared):
                    yield from hoster.renumber(server)
                    yield w.exp(1.5)
            elif hoster.shared:
                yield from hoster.renumber(w.rng.choice(hoster.shared))

    def move_sinkhole(self, sinkhole):
        w = self.w
        old, sinkhole.addresses = sinkhole.addresses, w.block(len(sinkhole.addresses), "sinkhole")
        for right in sinkhole.rights:
            w.point(right, [w.rng.choice(sinkhole.addresses)])
        yield 0

    def buy(self, domain, created, registrar, to_use=0.0):
        """Who takes a name that its holder let go, at an auction, on the day it is deleted, or later."""
        w = self.w
        who, age = to_use + (1 - to_use) * w.rng.random(), (w.now - created) / DAY
        if who < 0.6:
            w.rng.choice(self.speculators).take(domain, age, registrar)
        elif who < 0.85 or not self.actors:
            right = self.register(self.me("customer"), registrar, text=domain.text, age=age, keep=0.84)
            w.launch(self.customer(right))
        else:
            w.rng.choice(self.actors).take(domain, age, registrar)


class Speculator:
    """A portfolio of parked names: bought when they drop, moved between parking services as a whole, sold without a gap."""

    def __init__(self, people, n):
        w = self.w = people.w
        self.people, self.owner, self.registrar = people, f"speculator{n}", w.zipf(people.registrars)
        self.service, self.rights = w.zipf(people.parking, 1.3), []
        self.contact = people.contact(self.owner, self.registrar)
        for _ in range(min(400, int(w.rng.lognormvariate(3.3, 1.0)))):
            w.launch(self.start(), 0 if w.chance(0.7) else w.rng.uniform(0, 1000))
        w.launch(self.trade())

    def start(self):
        self.take(None, self.people.age(1200), self.registrar)
        yield 0

    def take(self, domain, age, registrar):
        w = self.w
        right = w.register(self.owner, registrar or self.registrar, domain and domain.text, keep=0.72, age=age, registrant=self.contact)
        self.rights.append(right)
        self.park(right)

    def park(self, right):
        self.w.delegate(right, self.service.servers)
        self.w.point(right, [self.w.rng.choice(self.service.addresses)])

    def trade(self):
        w = self.w
        while True:
            yield w.exp(5 + 900 / (1 + len(self.rights)))
            self.rights = [r for r in self.rights if r.domain.holder is r]
            if w.chance(0.04):
                self.service = w.zipf(self.people.parking, 1.3)
                for right in self.rights:
                    self.park(right)
                    yield 0.001
            elif self.rights:
                right = self.rights.pop(w.rng.randrange(len(self.rights)))
                self.people.buy(right.domain, right.created, right.registrar if w.chance(0.7) else None, to_use=0.55)
