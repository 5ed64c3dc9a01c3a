internal import InfraGraph
internal import PassiveDNS

/// Calls `body` with the lines of results, some thousands at a time, so that never all lines are held at once.
func forEachJSONPart(_ results: [some Printable], _ body: (_ part: [UInt8]) throws -> Void) rethrows {
    let batch = 1 << 12
    for start in stride(from: 0, to: results.count, by: batch) {
        try body(jsonLines(results[start..<min(start + batch, results.count)]))
    }
}

/// A line for each result, made on all cores.
private func jsonLines(_ results: ArraySlice<some Printable>) -> [UInt8] {
    Parallel.map(results.count) { places in jsonLines(of: results.dropFirst(places.lowerBound).prefix(places.count)) }
}

/// A line for each result.
func jsonLines(of results: some Collection<some Printable>) -> [UInt8] {
    var bytes: [UInt8] = []
    for result in results {
        result.json.write(to: &bytes)
        bytes.append(UInt8(ascii: "\n"))
    }
    return bytes
}
