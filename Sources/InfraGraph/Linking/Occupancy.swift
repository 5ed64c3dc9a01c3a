internal import PassiveDNS

/// Who was at a place when, for counting company.
///
/// Answers in logarithmic time how many of a place's presences touch a window.
struct Occupancy {
    private var starts: [Int64] = []
    private var ends: [Int64] = []

    /// Takes the presences at one place.
    mutating func load(_ present: ArraySlice<Int32>, _ presences: Presences) {
        starts.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        for presence in present.lazy.map({ Int($0) }) {
            starts.append(presences.first[presence])
            ends.append(presences.last[presence])
        }
        starts.sort()
        ends.sort()
    }

    /// How many presences share an instant with a window.
    func count(from first: Int64, to last: Int64) -> Int {
        bound(starts, last, including: true) - bound(ends, first, including: false)
    }

    private func bound(_ times: [Int64], _ time: Int64, including: Bool) -> Int {
        times.indices.end { times[$0] < time || (including && times[$0] == time) }
    }
}
