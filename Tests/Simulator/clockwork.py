"""The clock, names, registrations and addresses of the simulated Internet. Agents are generators that yield days to sleep."""
import heapq, math, random

DAY = 86400
SYLLABLES = [c + v for c in "b d f g h k l m n p r s t v z br cl dr st tr".split() for v in "a e i o u".split()]
LURES = "account billing cloud docs invoice login mail office pay portal secure service support update verify webmail".split()


class Tenure:
    """One host name on one address for one holder; `alias` is the canonical name it reached the address through."""
    __slots__ = ("host", "domain", "ip", "start", "end", "owner", "campaign", "alias", "rate", "seen")

    def __init__(self, host, domain, ip, start, owner, campaign, alias, rate):
        self.host, self.domain, self.ip, self.start, self.end = host, domain, ip, start, None
        self.owner, self.campaign, self.alias, self.rate, self.seen = owner, campaign, alias, rate, False


class Registration:
    """One party's right to a domain, from a registrar, until it is lost, sold or seized."""
    __slots__ = ("domain", "owner", "campaign", "registrar", "created", "taken", "expires", "updates", "keep", "registrant", "rate")

    def __init__(self, domain, owner, campaign, registrar, created, taken, expires, keep, registrant, rate):
        self.domain, self.owner, self.campaign, self.registrar, self.created = domain, owner, campaign, registrar, created
        self.taken, self.expires, self.updates, self.keep = taken, expires, [], keep
        self.registrant, self.rate = registrant, rate


class Domain:
    """A registrable domain: who holds it now, and what its hosts point at."""
    __slots__ = ("text", "holder", "hosts", "servers", "since")

    def __init__(self, text):
        self.text, self.holder, self.hosts, self.servers, self.since = text, None, {}, (), 0


class Pool:
    """Addresses that pass from tenant to tenant: at random, or the last one given back first."""

    def __init__(self, world, addresses, cooldown, last_first):
        self.world, self.free, self.cooldown, self.last_first = world, list(addresses), cooldown, last_first
        world.rng.shuffle(self.free)

    def rent(self):
        if not self.free:
            return None
        n = len(self.free)
        at = n - 1 - min(n - 1, int(self.world.rng.expovariate(0.3))) if self.last_first else self.world.rng.randrange(n)
        return self.free.pop(at)

    def give_back(self, ip):
        def cool():
            yield self.world.rng.expovariate(1 / self.cooldown)
            self.free.append(ip)
        self.world.launch(cool())


class World:
    def __init__(self, seed, settings, start, end):
        self.rng, self.p, self.start, self.end, self.now = random.Random(f"internet {seed}"), settings, start, end, start
        self.queue, self.turn = [], 0
        self.domains, self.dropped, self.tenures, self.open, self.delegations = {}, [], [], {}, []
        self.registrations, self.attacks, self.mail, self.ip_class, self.blocks = [], [], [], {}, set()

    # Time

    def launch(self, process, after=0.0):
        self.turn += 1
        heapq.heappush(self.queue, (self.now + int(after * DAY), self.turn, process))

    def run(self):
        while self.queue and self.queue[0][0] < self.end:
            self.now, _, process = heapq.heappop(self.queue)
            days = next(process, None)
            if days is not None:
                self.launch(process, max(days, 0.0))
        self.now = self.end
        for domain in self.domains.values():
            self.clear(domain)

    # Chance

    def exp(self, mean):
        return self.rng.expovariate(1 / mean)

    def some(self, mean):
        """A Poisson number."""
        if mean > 60:
            return max(0, round(self.rng.gauss(mean, math.sqrt(mean))))
        n, left = 0, math.exp(-mean)
        p = self.rng.random()
        while p > left:
            n, p = n + 1, p * self.rng.random()
        return n

    def chance(self, p):
        return self.rng.random() < p

    def zipf(self, items, power=1.0):
        return self.rng.choices(items, [1 / (i + 1) ** power for i in range(len(items))])[0]

    def count(self, key):
        """A parameter's number at this scale, at least one."""
        return max(1, round(self.p[key] * self.p["scale"]))

    # Names

    def word(self, low=2, high=4):
        return "".join(self.rng.choice(SYLLABLES) for _ in range(self.rng.randint(low, high)))

    def fresh(self, style="plain", suffix=None):
        while True:
            if style == "random":
                label = "".join(self.rng.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(self.rng.randint(9, 16)))
            elif style == "lure":
                label = f"{self.rng.choice(LURES)}-{self.word(1, 3)}{self.rng.choice(['', '', str(self.rng.randint(1, 99))])}"
            else:
                label = self.word() + self.rng.choice(["", "", "", "-" + self.word(1, 2)])
            text = f"{label}.{suffix or self.rng.choice(['example', 'example', 'test'])}"
            if text not in self.domains:
                return text

    # Addresses

    def block(self, count, ip_class, networks=None):
        """Addresses of one or more /24 of one provider, all of a class. `networks` are the provider's /16 networks."""
        out = []
        networks = networks or [self.network()]
        while len(out) < count:
            prefix = f"{self.rng.choice(networks)}.{self.rng.randrange(256)}"
            if prefix not in self.blocks:
                self.blocks.add(prefix)
                hosts = self.rng.sample(range(2, 254), min(count - len(out), 252))
                out += [f"{prefix}.{host}" for host in sorted(hosts)]
        for ip in out:
            self.ip_class[ip] = ip_class
        return out

    def network(self):
        first = self.rng.choice([n for n in range(11, 223) if n not in (100, 127, 169, 172, 192, 198, 203)])
        return f"{first}.{self.rng.randrange(256)}"

    def second_family(self, ip, ip_class):
        a, b, c, d = (int(x) for x in ip.split("."))
        six = f"2a0{1 + a % 9}:{a * 256 + b:x}::{c * 256 + d + 1:x}"
        self.ip_class[six] = ip_class
        return six

    # Who holds what

    def register(self, owner, registrar, text=None, style="plain", campaign="-", keep=0.8, rate=None, age=0.0, registrant="", years=1):
        text = text or self.fresh(style)
        domain = self.domains.setdefault(text, Domain(text))
        created = self.now - int(age * DAY)
        expires = created + 365 * years * DAY
        while expires <= self.now:
            expires += 365 * DAY
        rate = rate if rate is not None else self.rng.lognormvariate(math.log(self.p["queries_a_day"]), 1.7)
        right = Registration(domain, owner, campaign, registrar, created, self.now, expires, keep, registrant, rate)
        self.transfer(right)
        self.launch(self.term(right), (expires - self.now) / DAY)
        return right

    def transfer(self, right):
        self.clear(right.domain)
        right.domain.holder = right
        self.registrations.append(right)

    def term(self, right):
        """Renews until its holder no longer wants it; then the registrar's page, redemption, deletion, and the next in line."""
        while right.domain.holder is right and self.chance(right.keep):
            right.expires += 365 * DAY
            right.updates.append(self.now)
            yield 365
        if right.domain.holder is right:
            yield from self.lapse(right)

    def lapse(self, right):
        domain, registrar = right.domain, right.registrar
        had, servers = {label: list(held) for label, held in domain.hosts.items() if held}, domain.servers
        in_use = any(self.ip_class.get(ip) != "parking" for ips in had.values() for ip in ips)
        forgot = in_use and right.owner[:5] != "actor" and self.chance(self.p["forgotten_renewals"])
        # Until somebody else takes it, an expired name that was only ever parked stays what it was.
        page = Registration(domain, "parking" if in_use and not forgot else right.owner, right.campaign if not in_use else "-", registrar, right.created, self.now, 0, 0, "", right.rate)
        self.clear(domain)
        domain.holder = page
        if registrar.expired:
            self.delegate(page, registrar.expired_servers)
            self.point(page, [self.rng.choice(registrar.expired)])
        if forgot:
            yield self.rng.uniform(1, 20)
            self.clear(domain)
            domain.holder, right.expires = right, right.expires + 365 * DAY
            right.updates.append(self.now)
            self.delegate(right, servers)
            for label, ips in had.items():
                self.point(right, ips, label)
            self.launch(self.term(right), 345)
            return
        yield self.rng.uniform(25, 44)
        if self.chance(self.p["expiry_auctions"]):
            self.buy(domain, right.created, registrar)
            return
        self.clear(domain)
        yield self.rng.uniform(30, 40)
        domain.holder = None
        if self.chance(self.p["caught_at_once"]):
            self.buy(domain, self.now, None)
        else:
            self.dropped.append(domain)
            if self.chance(self.p["caught_later"]):
                yield self.exp(90)
                if domain.holder is None:
                    self.buy(domain, self.now, None)

    def point(self, right, ips, label="@", alias=None, owner=None, campaign=None, rate=None):
        domain = right.domain
        if domain.holder is not right:
            return False
        held, owner = domain.hosts.setdefault(label, {}), owner or right.owner
        for ip in list(held):
            if ip not in ips or held[ip].owner != owner or held[ip].alias != alias:
                held.pop(ip).end = self.now
        host = domain.text if label == "@" else f"{label}.{domain.text}"
        for ip in ips:
            if ip not in held:
                held[ip] = Tenure(host, domain.text, ip, self.now, owner, campaign or right.campaign, alias, rate or right.rate)
                self.tenures.append(held[ip])
        return True

    def delegate(self, right, servers):
        domain = right.domain
        if domain.holder is right and tuple(servers) != domain.servers:
            if domain.servers and self.now > domain.since:
                self.delegations.append((domain.text, domain.servers, domain.since, self.now, right.rate))
            domain.servers, domain.since = tuple(servers), self.now

    def clear(self, domain):
        for held in domain.hosts.values():
            for tenure in held.values():
                tenure.end = self.now
            held.clear()
        if domain.holder:
            self.delegate(domain.holder, ())
