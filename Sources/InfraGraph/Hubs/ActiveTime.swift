/// The number of intervals that are open, integrated over time.
struct ActiveTime {
    private var starts: [Int64] = []
    private var ends: [Int64] = []
    private var startSums: [Double] = []
    private var endSums: [Double] = []

    mutating func add(_ start: Int64, _ end: Int64) {
        starts.append(start)
        ends.append(end)
    }

    mutating func close() {
        starts.sort()
        ends.sort()
        startSums = Self.sums(starts)
        endSums = Self.sums(ends)
    }

    /// How many intervals are open on average within a time.
    func open(from start: Int64, to end: Int64) -> Double {
        guard !starts.isEmpty else { return 0 }
        return (integral(to: end) - integral(to: start)) / Double(end - start)
    }

    private func integral(to time: Int64) -> Double {
        Self.ramp(starts, startSums, time) - Self.ramp(ends, endSums, time)
    }

    private static func ramp(_ times: [Int64], _ sums: [Double], _ time: Int64) -> Double {
        let low = times.indices.end { times[$0] <= time }
        return Double(low) * Double(time) - sums[low]
    }

    private static func sums(_ times: [Int64]) -> [Double] {
        var sums = [0.0]
        sums.reserveCapacity(times.count + 1)
        for time in times { sums.append((sums.last ?? 0) + Double(time)) }
        return sums
    }
}
