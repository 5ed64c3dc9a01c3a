internal import PassiveDNS

/// Data that is names and numbers, of which the same record may be written in several ways.
enum DataFields {
    private enum Field {
        case number
        case name
    }

    /// The fields of MX, SOA (RFC 1035 section 3.3) and SRV (RFC 2782); none of other types.
    private static func fields(of type: RecordType) -> [Field] {
        switch type.rawValue {
        case 6: [.name, .name, .number, .number, .number, .number, .number]
        case 15: [.number, .name]
        case 33: [.number, .number, .number, .name]
        default: []
        }
    }

    /// Writes data as the sensor does: names in canonical form, plain numbers, single spaces.
    ///
    /// - Returns: `false` where the type has no such fields, or the data are written otherwise; then the buffer's content is
    ///   unspecified.
    static func canonicalize(
        _ data: UnsafeRawBufferPointer,
        of type: RecordType,
        into canonical: inout [UInt8]
    ) -> Bool {
        let fields = fields(of: type)
        guard !fields.isEmpty else { return false }
        let parts = data.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        guard parts.count == fields.count else { return false }
        canonical.removeAll(keepingCapacity: true)
        var name: [UInt8] = []
        for (part, field) in zip(parts, fields) {
            if !canonical.isEmpty { canonical.append(UInt8(ascii: " ")) }
            let text = UnsafeRawBufferPointer(rebasing: part)
            switch field {
            case .number:
                guard let number = wholeNumber(text), number <= UInt32.max else { return false }
                canonical.append(contentsOf: String(number).utf8)
            case .name:
                guard DomainName.canonicalize(text, into: &name) == nil else { return false }
                canonical.append(contentsOf: name)
            }
        }
        return true
    }
}
