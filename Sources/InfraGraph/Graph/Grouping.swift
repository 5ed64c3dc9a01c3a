/// Items grouped by a small number: the items of group `g` are `items[starts[g]..<starts[g + 1]]`.
///
/// The compressed sparse row layout. Grouping is a counting sort: linear, and items keep their order inside a group.
struct Grouping: Sendable {
    private(set) var starts: [Int32]
    private(set) var items: [Int32]

    /// Groups the items `0..<keys.count` by their key.
    ///
    /// - Parameters:
    ///   - keys: the group of each item; negative keys leave the item out.
    ///   - groups: how many groups there are.
    ///   - order: the order in which to take the items; their own where `nil`.
    init(keys: [Int32], groups: Int, order: [Int32]? = nil) {
        var starts = [Int32](repeating: 0, count: groups + 1)
        for key in keys where key >= 0 { starts[Int(key) + 1] += 1 }
        for group in 0..<groups { starts[group + 1] += starts[group] }
        var next = starts
        var items = [Int32](repeating: 0, count: Int(starts[groups]))
        let place = { (item: Int32) in
            let key = keys[Int(item)]
            guard key >= 0 else { return }
            items[Int(next[Int(key)])] = item
            next[Int(key)] += 1
        }
        if let order {
            for item in order { place(item) }
        } else {
            for item in 0..<Int32(keys.count) { place(item) }
        }
        self.starts = starts
        self.items = items
    }

    /// The same groups of what the items stand for.
    func mapItems(_ value: (Int32) -> Int32) -> Grouping {
        var mapped = self
        for place in items.indices { mapped.items[place] = value(items[place]) }
        return mapped
    }

    var groupCount: Int { starts.count - 1 }

    subscript(group: Int32) -> ArraySlice<Int32> {
        items[Int(starts[Int(group)])..<Int(starts[Int(group) + 1])]
    }
}
