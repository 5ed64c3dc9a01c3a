internal import Foundation
internal import InfraGraph
internal import ObservationStore
internal import PassiveDNS
internal import PublicSuffix

/// Opens a store and asks for each line of a file of indicators, as `ravel pivot` does, for half a minute at most; then for the hub
/// with most domains.
func pivot(store path: String, indicators file: String) throws {
    let indicators = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").map { try Indicator($0) }
    var opened: Analysis?
    let opening = try milliseconds { opened = try analysis(of: path) }
    guard let analysis = opened else { return }

    var times: [Double] = []
    var rows = 0
    let end = ContinuousClock.now + .seconds(30)
    for indicator in indicators where ContinuousClock.now < end {
        times.append(milliseconds { rows += analysis.pivot(indicator).count })
    }
    times.sort()
    var facts: [String: Any] = ["open_ms": opening, "pivots": times.count, "rows": rows]
    if !times.isEmpty {
        facts["p50_ms"] = times[times.count / 2]
        facts["p99_ms"] = times[times.count * 99 / 100]
    }
    if let hub = analysis.hubs.first {
        var hubRows = 0
        facts["hub_first_ms"] = milliseconds {
            try? analysis.forEachPivotRow(of: .address(hub.address)) { _ in throw FirstRow() }
        }
        facts["hub_ms"] = milliseconds { hubRows = analysis.pivot(.address(hub.address)).count }
        facts["hub_rows"] = hubRows
    }
    tell(facts)
}

/// Ends a pivot at its first row.
private struct FirstRow: Error {}

private func analysis(of path: String) throws -> Analysis {
    let store = try ObservationStore(path: path, for: .reading)
    return Analysis(
        observations: try store.observations(),
        registrations: try store.registrations(),
        judgements: try store.judgements(),
        lists: ListIndex(try store.lists()),
        systems: try store.systems(),
        rules: PublicSuffixList()
    )
}
