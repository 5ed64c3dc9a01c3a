internal import PassiveDNS

/// A timeline while names are added to it.
struct TimelineBuilder {
    struct Subject {
        var name: Int32
        var period: Period
        var confidence: Double?
        var isSeed: Bool
    }

    /// More names than this tell a reader nothing more.
    private static let mostNames = 400

    private let analysis: Analysis
    private var graph: TenureGraph { analysis.graph }
    private let seeds: [Seed]
    private let isSeed: Set<Indicator>
    /// The names of each domain.
    private var subjects: [Int32: [Subject]] = [:]
    private var omissions: [String] = []
    /// The places of addresses in the timeline, by their numbers.
    private var places: [Int32: Int] = [:]

    init(_ analysis: Analysis, _ seeds: [Seed]) {
        self.analysis = analysis
        self.seeds = seeds
        isSeed = Set(seeds.map(\.indicator))
    }

    mutating func add(_ subjects: [Subject], leftOut: String) {
        let marked = subjects.map { subject in
            var subject = subject
            subject.isSeed =
                subject.isSeed || isSeed.contains(.name(DomainName(canonical: graph.names.name(subject.name))))
            return subject
        }
        let shown = (marked.filter(\.isSeed) + marked.filter { !$0.isSeed }).prefix(Self.mostNames)
        for subject in shown { self.subjects[graph.names.domains[Int(subject.name)], default: []].append(subject) }
        let rest = subjects.count - shown.count
        if rest > 0 { omissions.append("Not drawn: \(counted(rest, "name")), \(leftOut)") }
    }

    mutating func timeline() -> Timeline {
        var timeline = Timeline(title: "", omissions: omissions)
        placeAddresses(&timeline)
        let groups = subjects.map { domain, subjects in
            let rows = subjects.map { row($0) }
                .sorted { ($0.period.first, $0.name) < ($1.period.first, $1.name) }
            return Timeline.Group(domain: graph.names.domainName(domain), rows: rows, marks: marks(of: domain))
        }
        timeline.groups = groups.sorted {
            ($0.rows[0].period.first, $0.domain) < ($1.rows[0].period.first, $1.domain)
        }
        timeline.marks = addressMarks(timeline)
        timeline.covered = Period(first: Timestamp(seconds: graph.begin), last: Timestamp(seconds: graph.end))
        let seized = timeline.groups.filter { $0.marks.contains { $0.kind == .seized } }.map(\.domain)
        if !seized.isEmpty {
            let names = Set(timeline.addresses.compactMap(\.operatorName)).sorted()
            let by = names.isEmpty ? "" : ", by \(Prose.list(names))"
            timeline.facts.append("Seized: \(Prose.things(seized, "domain"))\(by)")
        }
        timeline.facts.append(analysis.basis)
        return timeline
    }

    // MARK: - Addresses

    /// Numbers the addresses: those that hold most of the names first, then those that held them longest; hubs last.
    private mutating func placeAddresses(_ timeline: inout Timeline) {
        let classes = analysis.finder.classes
        var names: [Int32: Int] = [:]
        var held: [Int32: Double] = [:]
        for subject in subjects.sorted(by: { $0.key < $1.key }).flatMap(\.value) {
            var places: Set<Int32> = []
            for tenure in graph.tenures(of: subject.name) {
                let address = graph.address[Int(tenure)]
                let period = graph.period(of: tenure)
                held[address, default: 0] += Double(period.last.seconds) - Double(period.first.seconds)
                if classes[Int(address)].isLeftOut || period.overlaps(subject.period) { places.insert(address) }
            }
            for address in places { names[address, default: 0] += 1 }
        }
        let isHub = { (address: Int32) in classes[Int(address)].isLeftOut ? 1 : 0 }
        let ordered = held.keys.sorted { a, b in
            (isHub(a), names[b] ?? 0, held[b] ?? 0, a) < (isHub(b), names[a] ?? 0, held[a] ?? 0, b)
        }
        var operators: [IPAddress: String] = [:]
        for domain in subjects.keys.sorted() {
            for seizure in analysis.ownership.seizures[domain] ?? [] {
                if let name = seizure.operatorName { operators[seizure.address] = operators[seizure.address] ?? name }
            }
        }
        for address in ordered {
            places[address] = timeline.addresses.count
            let hubClass = classes[Int(address)]
            timeline.addresses.append(
                Timeline.Address(
                    label: graph.addresses[Int(address)].description,
                    hubClass: hubClass.isLeftOut ? hubClass.rawValue : nil,
                    operatorName: hubClass == .sinkhole ? operators[graph.addresses[Int(address)]] : nil,
                    names: names[address] ?? 0
                )
            )
        }
    }

    /// When addresses were seen in attacks, as far as one of the names was there at most 30 days before or after; hubs stand
    /// for nobody.
    private func addressMarks(_ timeline: Timeline) -> [Timeline.Mark] {
        let near = 30 * Timestamp.day
        let bars = timeline.groups.flatMap(\.rows).flatMap(\.bars).filter(\.isHolders)
        let marks = seeds.compactMap { seed -> Timeline.Mark? in
            guard let date = seed.date, case .address(let address) = seed.indicator,
                let place = graph.find(address).flatMap({ places[$0] }), timeline.addresses[place].hubClass == nil,
                bars.contains(where: { bar in
                    bar.address == place && bar.period.first.seconds - near <= date.seconds
                        && date.seconds <= bar.period.last.seconds + near
                })
            else { return nil }
            return Timeline.Mark(kind: .attack, at: date, text: "\(address) was seen in an attack")
        }
        return marks.sorted { ($0.at, $0.text) < ($1.at, $1.text) }
    }

    // MARK: - Rows

    private func row(_ subject: Subject) -> Timeline.Row {
        let name = DomainName(canonical: graph.names.name(subject.name))
        var bars: [Timeline.Bar] = []
        for tenure in graph.tenures(of: subject.name) {
            guard let place = places[graph.address[Int(tenure)]] else { continue }
            let isHub = analysis.finder.classes[Int(graph.address[Int(tenure)])].isLeftOut
            for (period, isHolders) in parts(of: graph.period(of: tenure), in: isHub ? nil : subject.period) {
                bars.append(
                    Timeline.Bar(
                        address: place,
                        period: period,
                        sightings: graph.count[Int(tenure)],
                        isHolders: isHolders
                    )
                )
            }
        }
        let attacks = seeds.filter { $0.indicator == .name(name) }.compactMap(\.date).sorted()
        return Timeline.Row(
            name: name.text,
            period: subject.period,
            confidence: subject.confidence,
            isSeed: subject.isSeed,
            bars: bars.sorted { ($0.period, $0.address) < ($1.period, $1.address) },
            marks: attacks.map { Timeline.Mark(kind: .attack, at: $0, text: "seen in an attack") }
        )
    }

    /// A tenure before, in and after a holder's time; whole where no holder is asked for.
    private func parts(of tenure: Period, in holders: Period?) -> [(Period, isHolders: Bool)] {
        guard let holders else { return [(tenure, true)] }
        guard tenure.overlaps(holders) else { return [(tenure, false)] }
        var parts: [(Period, isHolders: Bool)] = []
        if tenure.first < holders.first {
            parts.append((Period(first: tenure.first, last: Timestamp(seconds: holders.first.seconds - 1)), false))
        }
        parts.append(
            (Period(first: max(tenure.first, holders.first), last: min(tenure.last, holders.last)), true)
        )
        if holders.last < tenure.last {
            parts.append((Period(first: Timestamp(seconds: holders.last.seconds + 1), last: tenure.last), false))
        }
        return parts
    }

    // MARK: - Domains

    private func marks(of domain: Int32) -> [Timeline.Mark] {
        var marks: [Timeline.Mark] = []
        for registration in analysis.judge.registrations.all(of: domain) {
            guard let created = registration.created else { continue }
            let registrar = registration.registrar.isEmpty ? "" : " with \(registration.registrar)"
            let mark = Timeline.Mark(kind: .registered, at: created, text: "registered\(registrar)")
            if marks.last?.at != created { marks.append(mark) }
        }
        for change in analysis.ownership.splits(of: domain) {
            let at = Timestamp(seconds: change.at)
            let reasons = analysis.words(of: change)
            let why = reasons.isEmpty ? "" : ": \(reasons)"
            marks.append(
                .init(kind: .changed, at: at, text: "changed hands, \(percent(change.probability)) sure\(why)")
            )
        }
        for seizure in analysis.ownership.seizures[domain] ?? [] {
            let by = seizure.operatorName.map { " of \($0)" } ?? ""
            let until = seizure.released.map { ", until \($0.date)" } ?? ""
            let text = "seized: pointed at the sinkhole \(seizure.address)\(by)\(until)"
            marks.append(.init(kind: .seized, at: seizure.date, text: text))
        }
        return marks.sorted { ($0.at, $0.kind.rawValue, $0.text) < ($1.at, $1.kind.rawValue, $1.text) }
    }
}
