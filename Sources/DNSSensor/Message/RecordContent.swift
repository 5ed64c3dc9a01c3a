/// Record data in canonical wire form: names without references and in lower case, all else as it is (RFC 4034 section 6.2).
enum RecordContent {
    /// The longest canonical data, in octets: every known type has at most two names.
    static let longest = 65_535 + 2 * WireName.longest

    /// Writes a record's data in canonical form to where there is room for ``longest`` octets.
    ///
    /// - Returns: how many octets were written, or `nil` where the data are malformed.
    static func write(
        _ record: WireRecord,
        of message: UnsafeRawBufferPointer,
        to output: UnsafeMutableRawBufferPointer
    ) -> Int? {
        switch record.type {
        case 1: return copy(message, record.data, record.end, 4, to: output)
        case 28: return copy(message, record.data, record.end, 16, to: output)
        default: break
        }
        var at = record.data
        var written = 0
        for field in RecordFields.of(record.type) {
            if field == .name {
                guard let end = WireName.end(in: message, at: at), end <= record.end,
                    let length = WireName.write(
                        message,
                        at: at,
                        to: UnsafeMutableRawBufferPointer(rebasing: output[written...])
                    )
                else { return nil }
                at = end
                written &+= length
            } else {
                guard let length = length(of: field, in: message, at, record.end) else { return nil }
                UnsafeMutableRawBufferPointer(rebasing: output[written...])
                    .copyMemory(from: UnsafeRawBufferPointer(rebasing: message[at..<(at &+ length)]))
                at &+= length
                written &+= length
            }
        }
        return at == record.end ? written : nil
    }

    private static func copy(
        _ message: UnsafeRawBufferPointer,
        _ start: Int,
        _ end: Int,
        _ length: Int,
        to output: UnsafeMutableRawBufferPointer
    ) -> Int? {
        guard end &- start == length else { return nil }
        output.copyMemory(from: UnsafeRawBufferPointer(rebasing: message[start..<end]))
        return length
    }

    /// How many octets a field other than a name has, or `nil` where it runs out of the data.
    static func length(of field: RecordField, in bytes: UnsafeRawBufferPointer, _ at: Int, _ end: Int) -> Int? {
        let length: Int
        switch field {
        case .octet: length = 1
        case .short, .type: length = 2
        case .long, .instant, .ipv4: length = 4
        case .ipv6: length = 16
        case .string, .tag, .salt, .hash:
            guard at < end else { return nil }
            length = Int(bytes[at]) &+ 1
        case .strings:
            // At least one (RFC 1035 section 3.3.14), and the last ends with the data.
            guard at < end else { return nil }
            var next = at
            while next < end { next = next &+ Int(bytes[next]) &+ 1 }
            return next == end ? end &- at : nil
        case .name: return nil
        case .text, .hexadecimal, .base64, .types, .parameters, .unknown: length = end &- at
        }
        return at &+ length <= end ? length : nil
    }
}
