/// The sets of two units or more that anything joins, and their units numbered from 0 in each.
struct Components: Sendable {
    /// The units of each component, in ascending order; components are in the order of their smallest units.
    let units: Grouping
    /// For each unit, its component, or −1 where nothing joins it to another.
    private let ofUnit: [Int32]
    /// For each unit in a component, its place among the component's.
    let place: [Int32]

    var count: Int { units.groupCount }

    /// Numbers the sets.
    ///
    /// Nearly linear.
    init(_ sets: consuming DisjointSet) {
        let smallest = sets.smallestMembers()
        var size = [Int32](repeating: 0, count: smallest.count)
        for first in smallest { size[Int(first)] += 1 }
        var ofUnit = [Int32](repeating: -1, count: smallest.count)
        var place = [Int32](repeating: 0, count: smallest.count)
        var sizes: [Int32] = []
        for (unit, first) in smallest.enumerated() where size[Int(first)] > 1 {
            if unit == first { sizes.append(0) }
            let component = unit == first ? Int32(sizes.count - 1) : ofUnit[Int(first)]
            ofUnit[unit] = component
            place[unit] = sizes[Int(component)]
            sizes[Int(component)] += 1
        }
        units = Grouping(keys: ofUnit, groups: sizes.count)
        self.ofUnit = ofUnit
        self.place = place
    }

    /// The component of two units, or −1 where they have none in common.
    func common(_ a: Int32, _ b: Int32) -> Int32 {
        ofUnit[Int(a)] == ofUnit[Int(b)] ? ofUnit[Int(a)] : -1
    }

    /// The pairs inside each component that has any, as places, in their order.
    func grouped(_ pairs: [(a: Int32, b: Int32)]) -> [Int32: [(a: Int32, b: Int32)]] {
        var grouped: [Int32: [(a: Int32, b: Int32)]] = [:]
        for (a, b) in pairs where common(a, b) >= 0 {
            grouped[common(a, b), default: []].append((place[Int(a)], place[Int(b)]))
        }
        return grouped
    }
}
