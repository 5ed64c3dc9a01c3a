internal import PassiveDNS

/// Data of numbers and names, which may be written in several ways.
struct DataFields {
    private enum Field {
        case number
        case name
    }

    /// What was written last.
    private(set) var canonical: [UInt8] = []
    private var name = CanonicalName()

    private static let soa: [Field] = [.name, .name, .number, .number, .number, .number, .number]
    private static let mx: [Field] = [.number, .name]
    private static let srv: [Field] = [.number, .number, .number, .name]

    /// The fields of MX, SOA (RFC 1035 section 3.3) and SRV (RFC 2782); none of other types.
    private static func fields(of type: RecordType) -> [Field]? {
        switch type {
        case .soa: soa
        case .mx: mx
        case .srv: srv
        default: nil
        }
    }

    /// Writes data as the sensor does: names in canonical form, plain numbers, single spaces.
    ///
    /// - Returns: `false` where the type has no such fields, or the data are written otherwise; then what was written is
    ///   unspecified.
    mutating func canonicalize(_ data: UnsafeRawBufferPointer, of type: RecordType) -> Bool {
        guard let fields = Self.fields(of: type) else { return false }
        canonical.removeAll(keepingCapacity: true)
        var at = 0
        for field in fields {
            guard let part = Self.nextPart(of: data, &at) else { return false }
            if !canonical.isEmpty { canonical.append(UInt8(ascii: " ")) }
            switch field {
            case .number:
                guard let number = wholeNumber(part), number <= UInt32.max else { return false }
                canonical.append(contentsOf: String(number).utf8)
            case .name:
                guard name.read(part) == nil else { return false }
                canonical.append(contentsOf: name.bytes)
            }
        }
        return Self.nextPart(of: data, &at) == nil
    }

    /// The next part between spaces and tabs; `nil` behind the last.
    private static func nextPart(of data: UnsafeRawBufferPointer, _ at: inout Int) -> UnsafeRawBufferPointer? {
        while at < data.count, isSpace(data[at]) { at += 1 }
        let start = at
        while at < data.count, !isSpace(data[at]) { at += 1 }
        return at > start ? UnsafeRawBufferPointer(rebasing: data[start..<at]) : nil
    }
}
