internal import PassiveDNS

/// What names did, gathered into a few lines: who came up where, moved, or came back, by days.
struct Comings {
    /// What a name did.
    enum Act: Int {
        case came, moved, added, returned, left
    }

    /// A name's act.
    struct Coming {
        var time: Int64
        var act: Act
        var name: Int32
        var address: Int32
        /// Where it was before; −1 where that doesn't matter.
        var from: Int32
    }

    /// Acts of one kind close to each other.
    struct Group {
        var act: Act
        var first: Int64
        var last: Int64
        var names: [Int32]
        var addresses: [Int32]
        var from: [Int32]
    }

    /// What is told, in the order of time.
    let groups: [Group]

    /// Groups acts that follow each other within days, on one address where that gives few enough lines, else on any.
    ///
    /// n log n in the number of acts.
    init(_ acts: [Coming], atMost lines: Int) {
        let sorted = acts.sorted {
            ($0.time, $0.act.rawValue, $0.address, $0.from, $0.name)
                < ($1.time, $1.act.rawValue, $1.address, $1.from, $1.name)
        }
        var groups: [Group] = []
        for (days, byAddress) in [(2, true), (7, true), (30, true), (7, false), (30, false), (90, false), (365, false)]
        {
            groups = Self.groups(sorted, within: Int64(days) * Timestamp.day, byAddress: byAddress)
            if groups.count <= lines { break }
        }
        self.groups = groups
    }

    private struct Key: Hashable {
        var act: Act
        var address: Int32
        var from: Int32
    }

    private static func groups(_ acts: [Coming], within gap: Int64, byAddress: Bool) -> [Group] {
        var groups: [Group] = []
        var open: [Key: Int] = [:]
        for act in acts {
            let key = Key(act: act.act, address: byAddress ? act.address : -1, from: byAddress ? act.from : -1)
            let place: Int
            if let known = open[key], act.time <= groups[known].last + gap {
                place = known
            } else {
                place = groups.count
                open[key] = place
                groups.append(
                    Group(act: act.act, first: act.time, last: act.time, names: [], addresses: [], from: [])
                )
            }
            groups[place].last = act.time
            groups[place].names.append(act.name)
            groups[place].addresses.append(act.address)
            if act.from >= 0 { groups[place].from.append(act.from) }
        }
        return groups.map { group in
            var group = group
            group.names = unique(group.names)
            group.addresses = unique(group.addresses)
            group.from = unique(group.from)
            return group
        }
    }

    private static func unique(_ numbers: [Int32]) -> [Int32] {
        var seen: Set<Int32> = []
        return numbers.filter { seen.insert($0).inserted }
    }
}

extension Comings {
    /// What a name did on its addresses, from its tenures there in any order.
    ///
    /// A name that comes within three days of its leaving all others has moved; one that comes after a month has come back.
    static func acts(of name: Int32, _ tenures: [(address: Int32, first: Int64, last: Int64)], end: Int64) -> [Coming] {
        let sorted = tenures.sorted { ($0.first, $0.last, $0.address) < ($1.first, $1.last, $1.address) }
        var acts: [Coming] = []
        var latest: (address: Int32, last: Int64)?
        for tenure in sorted {
            var act = Act.came
            var from: Int32 = -1
            if let latest {
                let gap = tenure.first - latest.last
                if gap > 30 * Timestamp.day {
                    act = .returned
                } else if tenure.address == latest.address {
                    act = .added
                } else if gap > -3 * Timestamp.day {
                    act = .moved
                    from = latest.address
                } else {
                    act = .added
                }
            }
            if act != .added || tenure.address != latest?.address {
                acts.append(Coming(time: tenure.first, act: act, name: name, address: tenure.address, from: from))
            }
            if tenure.last >= latest?.last ?? .min { latest = (tenure.address, tenure.last) }
        }
        if let latest, latest.last < end - 30 * Timestamp.day {
            acts.append(Coming(time: latest.last, act: .left, name: name, address: latest.address, from: -1))
        }
        return acts
    }
}

extension Comings.Group {
    /// The group in words.
    func event(_ graph: TenureGraph) -> Story.Event {
        let names = names.map { graph.names.name($0) }
        let addresses = addresses.map { graph.addresses[Int($0)].description }
        let from = from.map { graph.addresses[Int($0)].description }
        let who = Prose.things(names, "name")
        let place = Prose.things(addresses, "address", "addresses")
        let (kind, what): (Story.Kind, String) =
            switch act {
            case .came: (.arrival, "\(who) came up on \(place)")
            case .moved: (.move, "\(who) moved from \(Prose.things(from, "address", "addresses")) to \(place)")
            case .added: (.arrival, "\(who) \(names.count == 1 ? "was" : "were") also on \(place) from then on")
            case .returned: (.comeback, "\(who) came back on \(place), after more than a month unseen")
            case .left: (.silence, "\(who) \(names.count == 1 ? "was" : "were") last seen, on \(place)")
            }
        let period = Period(first: Timestamp(seconds: first), last: Timestamp(seconds: last))
        let until = period.first.date == period.last.date ? "" : ", the last of them on \(period.last.date)"
        return Story.Event(
            kind,
            "\(what)\(names.count == 1 ? "" : until).",
            on: period,
            of: names + addresses + from
        )
    }
}
