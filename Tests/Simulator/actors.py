"""Actors: they register batches, let names rest, rent machines, attack, burn names and start again."""
import math
from clockwork import DAY
from people import DYNAMIC

# kind: (share, median names, spread, days it lasts, style of names)
KINDS = {"phish": (0.30, 12, 1.3, 60, "lure"), "espionage": (0.24, 6, 0.9, 260, "plain"), "spam": (0.12, 40, 1.2, 25, "plain"),
         "generated": (0.08, 25, 0.8, 60, "random"), "flux": (0.05, 10, 0.6, 60, "plain"), "shadow": (0.07, 4, 0.5, 40, "lure"),
         "victims": (0.07, 3, 0.5, 40, "plain"), "dynamic": (0.07, 5, 0.8, 150, "plain")}


class Actor:
    def __init__(self, people, n):
        w = self.w = people.w
        self.people, self.owner, self.stock, self.serial = people, f"actor{n}", [], 0
        self.registrars = [w.zipf(people.registrars, 0.7) for _ in range(w.rng.choice([1, 1, 2]))]
        self.contact = people.contact(self.owner, self.registrars[0])
        self.hosters = [w.zipf(people.hosters, 0.6) for _ in range(2)] + [w.rng.choice(people.clouds)]
        self.reseller = w.rng.choice(people.resold)
        self.venue = w.rng.choices(["rented", "resold", "shared", "delivered"], [1, w.p["bulletproof_share"], 0.14, 0.14])[0]
        self.own_servers = tuple(f"ns{i}.{w.word()}.test" for i in (1, 2)) if w.chance(0.15) else None
        self.edge = people.edges[0] if w.chance(0.8) else w.rng.choice(people.edges)

    def life(self):
        w = self.w
        yield w.rng.uniform(0, (w.end - w.start) / DAY)
        for _ in range(1 + w.some(w.p["more_campaigns"])):
            self.serial += 1
            kind = w.rng.choices(list(KINDS), [k[0] for k in KINDS.values()])[0]
            campaign = Campaign(self, f"{self.owner}-{self.serial}-{kind}", kind)
            if w.chance(0.3):
                w.launch(campaign.run())
            else:
                yield from campaign.run()
            yield w.exp(70)

    def take(self, domain, age, registrar):
        """Buys a used name, to be hidden behind later."""
        right = self.people.register(self.owner, registrar or self.registrars[0], text=domain.text, age=age, keep=0.3)
        page = right.registrar.page
        if page and self.w.chance(0.6):
            self.w.point(right, [self.w.rng.choice(page)])
        self.stock.append(right)


class Campaign:
    def __init__(self, actor, label, kind):
        self.actor, self.w, self.people, self.label, self.kind = actor, actor.w, actor.people, label, kind
        _, median, spread, days, self.style = KINDS[kind]
        size = self.w.p["campaign_size"] * median * math.exp(self.w.rng.gauss(0, spread))
        self.size = max(1, min(self.w.p["campaign_max"], int(size)))
        self.days = 8 + self.w.exp(days)
        self.machines, self.live, self.targets = [], [], {}
        self.venue = actor.venue if self.w.chance(0.75) else self.w.rng.choice(["rented", "resold", "shared"])
        if kind in ("generated", "dynamic", "shadow", "victims") and self.venue in ("shared", "delivered"):
            self.venue = "rented"

    def rent(self):
        """A machine: its address, and who takes it back."""
        w = self.w
        if self.venue == "resold":
            ip, host = w.rng.choice(self.actor.reseller.addresses), None
        else:
            host = w.rng.choice(self.actor.hosters)
            ip = host.vps.rent()
        if ip:
            self.machines.append((ip, host))
        return ip

    def leave(self, keep):
        for ip, host in self.machines[: len(self.machines) - keep]:
            if host:
                host.vps.give_back(ip)
        self.machines = self.machines[len(self.machines) - keep:] if keep else []

    def register(self):
        w, actor = self.w, self.actor
        if actor.stock and w.chance(0.5):
            right = actor.stock.pop()
            if right.domain.holder is right:
                right.campaign = self.label
                return right
        if self.kind == "dynamic":
            return w.register(actor.owner, None, w.fresh(suffix=w.zipf(DYNAMIC)), keep=1.0, campaign=self.label, rate=self.rate())
        right = w.register(actor.owner, w.rng.choice(actor.registrars), style=self.style, campaign=self.label,
                           keep=0.45 if self.kind == "espionage" else 0.04, registrant=actor.contact, rate=self.rate())
        w.delegate(right, right.registrar.servers(w))
        return right

    def rate(self):
        return self.w.p["queries_a_day"] * self.w.rng.lognormvariate(1.0, 1.3)

    def report(self):
        """An incident report: some names in use, often their address, sometimes something that has nothing to do with it."""
        w, holder = self.w, lambda r: r.domain.holder is r
        hosts = [(tenure.host, ip) for right, label in self.targets.values() for ip, tenure in right.domain.hosts.get(label, {}).items()
                 if tenure.owner == self.actor.owner or self.kind == "victims"]
        if not hosts:
            return
        named = w.rng.sample(hosts, min(len(hosts), 1 + w.some(w.p["indicators"])))
        indicators = [host for host, _ in named] + [ip for _, ip in named if w.chance(0.25)]
        if w.chance(0.08):
            indicators.append(w.rng.choice(self.people.popular).domain.text)
        if w.chance(0.04):
            indicators.append(w.rng.choice(self.people.sites).domain.text)
        w.attacks.append((w.now, self.actor.owner, self.label, list(dict.fromkeys(indicators))))

    def run(self):
        w = self.w
        waves = min(self.size, 1 + w.some(self.days / 40))
        for wave in range(waves):
            share = self.size * (wave + 1) // waves - self.size * wave // waves
            yield from getattr(self, self.kind, self.wave)(max(1, share), wave)
            yield w.exp(self.days / waves / 2)
        yield from self.end()

    # Waves

    def wave(self, share, wave):
        w, actor = self.w, self.actor
        batch = []
        for _ in range(share):
            right = self.register()
            page = right.registrar and right.registrar.page
            if page and w.chance(w.p["parked_first"]):
                w.point(right, [w.rng.choice(page)])
            batch.append(right)
            yield w.exp(0.4) if self.kind == "espionage" and w.chance(0.3) else 0.01 * w.rng.random()
        yield w.exp({"espionage": 45, "phish": 4}.get(self.kind, 8))
        self.leave(int(w.chance(0.6)) if self.machines else 0)
        if self.venue in ("rented", "resold"):
            for _ in range(1 + w.some(0.35 * share ** 0.6)):
                self.rent()
        for right in self.live:
            if w.chance(0.4):
                self.place(right)
        for right in batch:
            if w.chance(0.93):  # Some never go live.
                self.place(right)
                yield 0.05 * w.exp(1) if self.kind == "espionage" else 0.004
        self.live += batch
        yield w.exp(2)
        self.report()
        yield w.exp(min(20, self.days / 3))
        if w.chance(w.p["second_report"]):
            self.report()
        if self.kind == "spam":
            for right in batch:
                if w.chance(0.6):
                    self.take_off(right)
        if w.chance(0.12):
            yield from self.seized(self.live)
        self.live = [r for r in self.live if r.domain.holder is r and w.chance(0.75)]

    def place(self, right):
        """Points a name at this campaign's machines, or at whatever shields them."""
        w, actor = self.w, self.actor
        if right.domain.holder is not right:
            return
        self.targets[right.domain.text] = (right, "@")
        if actor.own_servers and w.chance(0.8):
            w.delegate(right, actor.own_servers)
        if self.venue == "shared":
            w.zipf(self.people.hosters, 0.5).host(right)
        elif self.venue == "delivered":
            if w.chance(w.p["origin_leaks"]):
                ip = self.machines[-1][0] if self.machines and w.chance(0.7) else self.rent()
                if ip and w.chance(0.5):
                    w.point(right, [ip])
                elif ip:
                    w.point(right, [ip], w.rng.choice(["direct", "mail", "cpanel"]))
            w.launch(actor.edge.front(right), w.exp(0.5))
        elif self.machines:
            ips = w.rng.sample([ip for ip, _ in self.machines], min(len(self.machines), w.rng.choice([1, 1, 1, 1, 2])))
            w.point(right, ips)
            if self.kind != "generated" and w.chance(0.25):
                w.point(right, ips, w.rng.choice(["login", "secure", "mail", "cdn", "update"]))

    def generated(self, share, wave):
        """One-day names of an algorithm, each registered for the day it is called."""
        w = self.w
        self.leave(int(w.chance(0.6)) if self.machines else 0)
        self.rent()
        for n in range(share):
            right = self.register()
            self.live.append(right)
            self.place(right)
            if n == 2:
                self.report()
            yield w.exp(0.8)
            for old in self.live[-6:-2]:
                if w.chance(0.5):
                    self.take_off(old)
        if w.chance(0.5):
            yield from self.seized(self.live)

    def flux(self, share, wave):
        w, bots = self.w, w_bots(self.people)
        batch = [self.register() for _ in range(share)]
        yield w.exp(4)
        until, n = w.now + w.exp(min(25, self.days)) * DAY, 0
        while w.now < until:
            for right in batch:
                self.targets[right.domain.text] = (right, "@")
                held = list(right.domain.hosts.get("@", {}))[1:]
                w.point(right, held[-4:] + w.rng.sample(bots, 5 - len(held[-4:])))
            n += 1
            if n == 3:
                self.report()
            yield w.exp(0.6)
        for right in batch:
            w.point(right, [])
        self.live += batch

    def shadow(self, share, wave):
        """Labels under other people's names, whose own hosting goes on."""
        w = self.w
        self.leave(int(w.chance(0.5)) if self.machines else 0)
        for _ in range(1 + w.some(0.7)):
            self.rent()
        if not self.machines:
            return
        for victim in w.rng.sample(self.people.sites, min(share * 2, len(self.people.sites))):
            for _ in range(1 + w.some(w.exp(9))):
                label = w.word(2, 4)
                w.point(victim, [w.rng.choice(self.machines)[0]], label, owner=self.actor.owner, campaign=self.label, rate=self.rate())
                self.targets[f"{label}.{victim.domain.text}"] = (victim, label)
                if w.chance(0.6):
                    w.launch(self.unlabel(victim, label), w.exp(5))
            yield w.exp(1.5)
        self.report()

    def take_off(self, right):
        for label in list(right.domain.hosts):
            self.w.point(right, [], label)

    def unlabel(self, victim, label):
        self.w.point(victim, [], label, owner=self.actor.owner)
        yield 0

    def victims(self, share, wave):
        """Kits on broken-in sites: the report names the victims, whose addresses tie nothing; one or two own names collect."""
        w = self.w
        if not self.machines:
            self.rent()
        own = self.register()
        self.place(own)
        self.live.append(own)
        for victim in w.rng.sample(self.people.sites, min(3 * share, len(self.people.sites))):
            self.targets[victim.domain.text] = (victim, "@")
        yield w.exp(3)
        self.report()

    def dynamic(self, share, wave):
        w = self.w
        batch = [self.register() for _ in range(share)]
        for _ in range(1 + w.some(self.days / 25)):
            self.leave(0)
            ip = w.rng.choice([self.rent, self.rent, self.people.homes.rent])()
            for right in batch:
                if ip:
                    w.point(right, [ip])
                    self.targets[right.domain.text] = (right, "@")
            yield w.exp(2)
            if w.chance(0.4):
                self.report()
            yield w.exp(12)
        self.live += batch

    # Ends

    def seized(self, rights):
        """A take-down: all that is registered that day, and names the algorithm would have made next."""
        w = self.w
        yield w.exp(4)
        sinkhole = w.zipf(self.people.sinkholes)
        for right in rights:
            if right.registrar and right.domain.holder is right and w.chance(0.85):
                sinkhole.seize(w, right.domain)
        for _ in range(w.some(15) if self.kind == "generated" else 0):
            right = w.register("sinkhole", w.rng.choice(self.people.registrars), style="random", keep=w.p["sinkhole_renewals"])
            w.point(right, [w.rng.choice(sinkhole.addresses)])
            w.delegate(right, sinkhole.servers)
            sinkhole.rights.append(right)

    def end(self):
        w = self.w
        rights = [right for right, label in self.targets.values() if right.owner == self.actor.owner]
        fate = w.rng.choices(["seized", "left", "off", "bogon", "parked"], [w.p["seizures"], 0.4, 0.25, 0.06, 0.07])[0]
        if fate == "seized":
            yield from self.seized(rights)
        service = w.zipf(self.people.parking)
        for right in rights:
            if right.domain.holder is not right:
                continue
            if fate == "off" or not right.registrar:
                w.clear(right.domain)
            elif fate == "bogon":
                w.point(right, [w.rng.choice(["127.0.0.1", "0.0.0.0", "10.10.10.10", "192.168.0.1"])])
            elif fate == "parked":
                w.delegate(right, service.servers)
                w.point(right, [w.rng.choice(service.addresses)])
        self.leave(0)


def w_bots(people):
    """Infected lines, let to whoever pays: one of two nets."""
    w = people.w
    if not hasattr(people, "bots"):
        people.bots = [w.block(w.rng.randint(120, 260), "flux", [w.network() for _ in range(25)]) for _ in range(2)]
    return w.rng.choice(people.bots)
