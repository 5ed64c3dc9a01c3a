internal import PassiveDNS

/// The names of all lists, for finding every entry that a name answers to.
///
/// Whole names and suffixes are found label by label in one table; parts of names and patterns are tried one after
/// another, which is linear in the name's length for each of them.
struct ListedNames: Sendable {
    private var names = SymbolTable()
    /// For each name of the table: the lists that hold it whole, and those that hold it as a suffix.
    private var whole: [[Int32]] = []
    private var suffix: [[Int32]] = []
    private var parts: [(text: [UInt8], list: Int32)] = []
    private var patterns: [(pattern: BoundedPattern, list: Int32)] = []

    /// An entry that a name answers to.
    struct Hit: Sendable {
        var list: Int32
        var entry: String
    }

    /// Takes an entry in.
    mutating func add(_ entry: ReferenceList.Entry, list: Int32) {
        switch entry.match {
        case .string, .hostname:
            let id = Int(names.intern(entry.text))
            if id == whole.count {
                whole.append([])
                suffix.append([])
            }
            if entry.match == .string { whole[id].append(list) } else { suffix[id].append(list) }
        case .substring: parts.append((Array(entry.text.utf8), list))
        case .regex: if let pattern = try? BoundedPattern(entry.text) { patterns.append((pattern, list)) }
        case .cidr: break
        }
    }

    /// The entries that a canonical name answers to, the longest suffix first; each list once.
    func hits(_ name: String) -> [Hit] {
        var found: [Hit] = []
        let add = { (list: Int32, entry: String) in
            if !found.contains(where: { $0.list == list }) { found.append(Hit(list: list, entry: entry)) }
        }
        let bytes = Array(name.utf8)
        bytes.withUnsafeBytes { all in
            if names.count > 0 {
                var at = 0
                while at < all.count {
                    if let id = names.find(UnsafeRawBufferPointer(rebasing: all[at...])) {
                        for list in suffix[Int(id)] { add(list, names[id]) }
                        if at == 0 { for list in whole[Int(id)] { add(list, names[id]) } }
                    }
                    guard let dot = all[at...].firstIndex(of: UInt8(ascii: ".")) else { break }
                    at = dot + 1
                }
            }
            for (pattern, list) in patterns where pattern.matches(all) { add(list, "a pattern") }
        }
        for (part, list) in parts where Self.contains(bytes, part) {
            add(list, String(decoding: part, as: UTF8.self))
        }
        return found
    }

    private static func contains(_ text: [UInt8], _ part: [UInt8]) -> Bool {
        guard text.count >= part.count else { return false }
        return (0...(text.count - part.count)).contains { start in text[start...].starts(with: part) }
    }
}
