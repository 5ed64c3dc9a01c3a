internal import Foundation
internal import InfraGraph
internal import ObservationStore
internal import PassiveDNS

/// Opens a store and asks for each line of a file of indicators, as `ravel pivot` does, for half a minute at most; then for a hub.
func pivot(store path: String, indicators file: String, hub: String) throws {
    let indicators = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").map { try Indicator($0) }
    let gap = AnalysisSettings().tenureGap
    var opened: ObservationStore?
    let opening = try milliseconds { opened = try ObservationStore(path: path, for: .reading) }
    guard let store = opened else { return }

    var times: [Double] = []
    var rows = 0
    let end = ContinuousClock.now + .seconds(30)
    for indicator in indicators where ContinuousClock.now < end {
        times.append(try milliseconds { try store.forEachPivotRow(of: indicator, gap: gap) { _ in rows += 1 } })
    }
    times.sort()
    var facts: [String: Any] = ["open_ms": opening, "pivots": times.count, "rows": rows]
    if !times.isEmpty {
        facts["p50_ms"] = times[times.count / 2]
        facts["p99_ms"] = times[times.count * 99 / 100]
    }
    let begin = ContinuousClock.now
    var first: Duration?
    var hubRows = 0
    facts["hub_ms"] = try milliseconds {
        try store.forEachPivotRow(of: try Indicator(hub), gap: gap) { _ in
            first = first ?? ContinuousClock.now - begin
            hubRows += 1
        }
    }
    facts["hub_first_ms"] = first.map { $0 / .milliseconds(1) }
    facts["hub_rows"] = hubRows
    tell(facts)
}
