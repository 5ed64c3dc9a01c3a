/// How many messages there were of each kind (`Message.Type` of dnstap.proto).
struct DnstapKinds {
    /// The kinds by their numbers; 0 is those that are not known.
    private static let names = [
        "of unknown kind", "AUTH_QUERY", "AUTH_RESPONSE", "RESOLVER_QUERY", "RESOLVER_RESPONSE", "CLIENT_QUERY",
        "CLIENT_RESPONSE", "FORWARDER_QUERY", "FORWARDER_RESPONSE", "STUB_QUERY", "STUB_RESPONSE", "TOOL_QUERY",
        "TOOL_RESPONSE", "UPDATE_QUERY", "UPDATE_RESPONSE",
    ]

    private var counts = [Int](repeating: 0, count: names.count)

    mutating func count(_ kind: UInt64) {
        counts[Int(exactly: kind).flatMap { Self.names.indices.contains($0) ? $0 : nil } ?? 0] &+= 1
    }

    /// How many there were of a kind.
    subscript(kind: UInt64) -> Int { counts[Int(kind)] }

    /// Those that there were; `nil` where there were none.
    var description: String? {
        let there = counts.indices.filter { counts[$0] > 0 }.map { "\(counts[$0]) \(Self.names[$0])" }
        return there.isEmpty ? nil : there.joined(separator: ", ")
    }
}
