/// Which network (autonomous system) announces an address, by a table of prefixes.
///
/// Nested prefixes are unfolded into ranges that follow each other, so the longest prefix decides. A look-up costs one
/// binary search; memory is 20 bytes a range, about 1.4 ranges a prefix of a whole Internet table.
public struct AutonomousSystems: Hashable, Sendable {
    /// Where each range begins; ascending.
    public private(set) var starts: [IPAddress] = []
    /// The number of the system that announces each range; 0 where none does.
    public private(set) var numbers: [UInt32] = []
    /// The systems' names, by number.
    public var names: [UInt32: String] = [:]

    /// A system: its number and, where known, its name.
    public struct System: Hashable, Sendable, CustomStringConvertible {
        /// The number (RFC 6793).
        public var number: UInt32
        /// The name; empty where it is unknown.
        public var name: String

        /// As in "AS64496 EXAMPLE".
        public var description: String {
            name.isEmpty ? "AS\(number)" : "AS\(number) \(name)"
        }
    }

    /// Makes a table of no prefixes.
    public init() {}

    /// Unfolds prefixes into ranges.
    ///
    /// n log n. Of two equal prefixes the one with the lower number counts; number 0 means that nobody announces it.
    public init(prefixes: [(prefix: IPPrefix, number: UInt32)]) {
        let sorted = prefixes.sorted {
            ($0.prefix.base, $0.prefix.bits, $0.number) < ($1.prefix.base, $1.prefix.bits, $1.number)
        }
        var open: [(top: IPAddress, number: UInt32, prefix: IPPrefix)] = []
        for (prefix, number) in sorted {
            if let last = open.last, last.prefix == prefix { continue }
            close(&open, before: prefix.base)
            begin(prefix.base, number)
            open.append((prefix.top, number, prefix))
        }
        close(&open, before: nil)
    }

    /// Takes ranges that were unfolded before, or `nil` where they are not in order.
    public init?(starts: [IPAddress], numbers: [UInt32]) {
        guard starts.count == numbers.count, zip(starts, starts.dropFirst()).allSatisfy(<) else { return nil }
        self.starts = starts
        self.numbers = numbers
    }

    /// The system that announces an address, or `nil` where the table holds none.
    public func system(of address: IPAddress) -> System? {
        var low = 0
        var high = starts.count
        while low < high {
            let middle = (low + high) / 2
            if starts[middle] <= address { low = middle + 1 } else { high = middle }
        }
        guard low > 0, numbers[low - 1] != 0 else { return nil }
        return System(number: numbers[low - 1], name: names[numbers[low - 1]] ?? "")
    }

    private mutating func begin(_ start: IPAddress, _ number: UInt32) {
        if starts.last == start {
            numbers[numbers.count - 1] = number
        } else if numbers.last ?? 0 != number || starts.isEmpty {
            starts.append(start)
            numbers.append(number)
        }
    }

    /// Ends the open prefixes that lie before an address; what encloses them goes on.
    private mutating func close(
        _ open: inout [(top: IPAddress, number: UInt32, prefix: IPPrefix)],
        before start: IPAddress?
    ) {
        while let last = open.last {
            if let start, start <= last.top { return }
            open.removeLast()
            if last.top.value < UInt128.max {
                begin(IPAddress(value: last.top.value + 1), open.last?.number ?? 0)
            }
        }
    }
}

extension AutonomousSystems.System: Columned {
    package func write(to columns: inout ColumnWriter) throws {
        try columns.write(number, name)
    }

    package init(from columns: inout ColumnReader) throws {
        number = try columns.read()
        name = try columns.read()
    }
}
