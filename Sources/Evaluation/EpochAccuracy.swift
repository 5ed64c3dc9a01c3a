internal import InfraGraph
internal import PassiveDNS

/// How well the cuts of domains fit the changes of their holders.
///
/// A cut is right between the last tenure of one holder and the first of the next, with 15 days of slack; each change takes
/// one cut.
public struct EpochAccuracy: Sendable {
    /// Cuts that are right among those said; changes found among all.
    public var accuracy: Accuracy
    /// How many changes there are.
    public var changes: Int
    /// Changes found among those from one holder to another without parking or a sinkhole between.
    public var directRecall: Double
    /// How many of those there are.
    public var direct: Int

    private static let slack = 15 * Timestamp.day

    init(_ said: [DomainHistory], tenures: [Labels.Tenure]) {
        let cuts = Dictionary(said.map { ($0.domain, $0.cuts.map(\.at.seconds).sorted()) }) { $1 }
        let held = Dictionary(grouping: tenures.lazy.filter(\.isSeen), by: \.name)
        var counts = (found: 0, wrong: 0, changes: 0, direct: 0, directFound: 0)
        for (name, tenures) in held {
            var left = cuts[name] ?? []
            for change in Self.changes(tenures) {
                counts.changes += 1
                counts.direct += change.isDirect ? 1 : 0
                guard let cut = left.firstIndex(where: { change.window.contains($0) }) else { continue }
                left.remove(at: cut)
                counts.found += 1
                counts.directFound += change.isDirect ? 1 : 0
            }
            counts.wrong += left.count
        }
        accuracy = Accuracy(hits: counts.found, said: counts.found + counts.wrong, right: counts.changes)
        changes = counts.changes
        directRecall = share(counts.directFound, of: counts.direct)
        direct = counts.direct
    }

    private struct Change {
        var window: ClosedRange<Int64>
        var isDirect: Bool
    }

    /// The changes of holder of one name, in the order of time.
    private static func changes(_ tenures: [Labels.Tenure]) -> [Change] {
        let held = tenures.sorted { ($0.period, $0.owner) < ($1.period, $1.owner) }
        let nobody = [HubClass.parking.rawValue, HubClass.sinkhole.rawValue]
        var changes: [Change] = []
        guard var owner = held.first?.owner, var until = held.first?.period.last.seconds else { return [] }
        for tenure in held.dropFirst() {
            let (start, end) = (tenure.period.first.seconds, tenure.period.last.seconds)
            if tenure.owner != owner {
                changes.append(
                    Change(
                        window: min(until, start) - slack...max(until, start) + slack,
                        isDirect: !nobody.contains(owner) && !nobody.contains(tenure.owner)
                    )
                )
                (owner, until) = (tenure.owner, end)
            }
            until = max(until, end)
        }
        return changes
    }
}
