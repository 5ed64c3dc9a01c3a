internal import PassiveDNS

/// A service whose own name tells what it does with the names that are delegated to it.
struct KnownService: Hashable, Sendable {
    /// What the service does.
    let hubClass: HubClass
    /// Who runs it, where known; the list's name where a list says so.
    let operatorName: String
    /// Whether only a list that the user gave says so.
    var isListed = false

    /// What a name server's or alias's name says, or `nil` where it says nothing.
    ///
    /// A label that holds "sinkhole" declares itself; other services are told by the domain they are known for. Matching
    /// is by suffix, at label boundaries.
    static func named(_ server: String) -> KnownService? {
        var rest = Substring(server)
        while !rest.isEmpty {
            if let known = byName[String(rest)] { return known }
            guard let dot = rest.firstIndex(of: ".") else { break }
            rest = rest[rest.index(after: dot)...]
        }
        return declaresItself(Array(server.utf8)) ? KnownService(hubClass: .sinkhole, operatorName: "") : nil
    }

    /// Whether a name holds one of the words by which sinkholes say what they are.
    private static func declaresItself(_ name: [UInt8]) -> Bool {
        words.contains { word in
            name.indices.contains { name[$0] == word[0] && name[$0...].starts(with: word) }
        }
    }

    private static let words = ["sinkhole", "snkhole"].map { Array($0.utf8) }

    /// What the user's lists say of a name server's or alias's name, where they call it a sinkhole's or parking's.
    static func listed(_ server: String, in lists: ListIndex) -> KnownService? {
        guard !lists.isEmpty else { return nil }
        for hit in lists.hits(server) {
            switch lists.lists[hit.list].listClass {
            case .sinkhole:
                return KnownService(hubClass: .sinkhole, operatorName: lists.lists[hit.list].name, isListed: true)
            case .parking:
                return KnownService(hubClass: .parking, operatorName: lists.lists[hit.list].name, isListed: true)
            default: continue
            }
        }
        return nil
    }

    private static let byName: [String: KnownService] = Dictionary(
        uniqueKeysWithValues: KnownServiceTable.entries.map {
            ($0.name, KnownService(hubClass: $0.hubClass, operatorName: $0.operatorName))
        }
    )
}

extension KnownService: Columned {
    func write(to columns: inout ColumnWriter) throws {
        try columns.write(hubClass, operatorName, isListed)
    }

    init(from columns: inout ColumnReader) throws {
        hubClass = try columns.read()
        operatorName = try columns.read()
        isListed = try columns.read()
    }
}
