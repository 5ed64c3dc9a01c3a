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
    var firsts: [Double] = []
    var rows = 0
    let end = ContinuousClock.now + .seconds(30)
    for indicator in indicators where ContinuousClock.now < end {
        let asked = try ask(store, indicator, gap: gap)
        times.append(asked.all)
        firsts.append(asked.first ?? asked.all)
        rows += asked.rows
    }
    times.sort()
    firsts.sort()
    var facts: [String: Any] = ["open_ms": opening, "pivots": times.count, "rows": rows]
    if !times.isEmpty {
        facts["p50_ms"] = times[times.count / 2]
        facts["p99_ms"] = times[times.count * 99 / 100]
        facts["first_p99_ms"] = firsts[firsts.count * 99 / 100]
    }
    let busiest = try ask(store, try Indicator(hub), gap: gap)
    facts["hub_ms"] = busiest.all
    facts["hub_first_ms"] = busiest.first
    facts["hub_rows"] = busiest.rows
    tell(facts)
}

/// Milliseconds until the first row, if there is one, and until the last.
private func ask(
    _ store: ObservationStore,
    _ indicator: Indicator,
    gap: Int64
) throws -> (first: Double?, all: Double, rows: Int) {
    let begin = ContinuousClock.now
    var first: Duration?
    var rows = 0
    let all = try milliseconds {
        try store.forEachPivotRow(of: indicator, gap: gap) { _ in
            first = first ?? ContinuousClock.now - begin
            rows += 1
        }
    }
    return (first.map { $0 / .milliseconds(1) }, all, rows)
}
