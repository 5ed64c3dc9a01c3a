internal import PassiveDNS

/// Who was on an address when, for counting company.
///
/// Answers in logarithmic time how many of an address's holdings touch a window.
struct Occupancy {
    private var starts: [Int64] = []
    private var ends: [Int64] = []

    /// Takes the holdings of one address.
    mutating func load(_ holdings: ArraySlice<Int32>, _ units: Units) {
        starts.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        for holding in holdings.lazy.map({ Int($0) }) {
            starts.append(units.heldFrom[holding])
            ends.append(units.heldTo[holding])
        }
        starts.sort()
        ends.sort()
    }

    /// How many holdings share an instant with a window.
    func count(from first: Int64, to last: Int64) -> Int {
        bound(starts, last, including: true) - bound(ends, first, including: false)
    }

    private func bound(_ times: [Int64], _ time: Int64, including: Bool) -> Int {
        var low = 0
        var high = times.count
        while low < high {
            let middle = (low + high) / 2
            if times[middle] < time || (including && times[middle] == time) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
