internal import PassiveDNS

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
        if let order {
            self.init(order, groups: groups) { keys[Int($0)] }
        } else {
            self.init(0..<Int32(keys.count), groups: groups) { keys[Int($0)] }
        }
    }

    /// Groups some items, in their order, by their key, which is asked for twice; negative keys leave the item out.
    init(_ all: some Sequence<Int32>, groups: Int, by key: (Int32) -> Int32) {
        var starts = Self.starts(all, groups: groups, by: key)
        var items = [Int32](repeating: 0, count: Int(starts[groups]))
        // Each group's start serves as its next place, and is put back in the end.
        for item in all {
            let key = key(item)
            guard key >= 0 else { continue }
            items[Int(starts[Int(key)])] = item
            starts[Int(key)] += 1
        }
        for group in stride(from: groups, to: 0, by: -1) { starts[group] = starts[group - 1] }
        starts[0] = 0
        self.starts = starts
        self.items = items
    }

    /// Where each group begins; one more at the end.
    static func starts(_ all: some Sequence<Int32>, groups: Int, by key: (Int32) -> Int32) -> [Int32] {
        var starts = [Int32](repeating: 0, count: groups + 1)
        for item in all {
            let key = key(item)
            if key >= 0 { starts[Int(key) + 1] += 1 }
        }
        for group in 0..<groups { starts[group + 1] += starts[group] }
        return starts
    }

    /// The same groups of what the items stand for.
    consuming func mapItems(_ value: (Int32) -> Int32) -> Grouping {
        for place in items.indices { items[place] = value(items[place]) }
        return self
    }

    var groupCount: Int { starts.count - 1 }

    subscript(group: Int32) -> ArraySlice<Int32> {
        items[Int(starts[Int(group)])..<Int(starts[Int(group) + 1])]
    }

    /// The items of some groups that follow each other.
    subscript(groups: Range<Int32>) -> ArraySlice<Int32> {
        items[Int(starts[Int(groups.lowerBound)])..<Int(starts[Int(groups.upperBound)])]
    }
}

extension Grouping: Columned {
    func write(to columns: inout ColumnWriter) throws {
        try columns.write(starts, items)
    }

    init(from columns: inout ColumnReader) throws {
        starts = try columns.read()
        items = try columns.read()
    }
}
