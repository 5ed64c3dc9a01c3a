/// Groups of numbered members, which may overlap.
struct Memberships {
    /// The members of each group, ascending, each once.
    let groups: [[Int]]
    /// For each member: its groups, ascending.
    private var ofMember: [Int: [Int]] = [:]

    init(_ groups: [[Int]]) {
        self.groups = groups.map { Set($0).sorted() }
        for (number, members) in self.groups.enumerated() {
            for member in members { ofMember[member, default: []].append(number) }
        }
    }

    /// The groups of a member, ascending.
    func groups(of member: Int) -> [Int] {
        ofMember[member] ?? []
    }

    /// The smallest group that holds both, or `nil`.
    func firstShared(_ a: Int, _ b: Int) -> Int? {
        let (left, right) = (groups(of: a), groups(of: b))
        if left.count == 1, right.count == 1 { return left[0] == right[0] ? left[0] : nil }
        return left.first { right.contains($0) }
    }

    /// Calls `body` with each two members that share a group, once.
    ///
    /// Time grows with the squares of the groups' sizes.
    func forEachPair(_ body: (Int, Int) -> Void) {
        for (number, members) in groups.enumerated() {
            for (place, a) in members.enumerated() {
                for b in members[(place + 1)...] where firstShared(a, b) == number { body(a, b) }
            }
        }
    }

    /// How many pairs of members share a group.
    var pairCount: Int {
        var count = 0
        forEachPair { _, _ in count += 1 }
        return count
    }
}

/// Numbers for names, in the order in which they are asked for.
struct Numbering<Key: Hashable> {
    private var numbers: [Key: Int] = [:]

    /// The number of a key.
    mutating func number(_ key: Key) -> Int {
        if let known = numbers[key] { return known }
        numbers[key] = numbers.count
        return numbers.count - 1
    }
}
