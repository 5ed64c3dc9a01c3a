internal import PassiveDNS

/// The presentation form of record data, as zone files have it (RFC 1035 section 5.1 and each type's own RFC).
enum RecordText {
    /// Appends the presentation form of canonical data.
    ///
    /// What can't be read as its type, or leaves nothing to write, is written in the form of unknown types (RFC 3597 section 5).
    static func append(_ content: UnsafeRawBufferPointer, of type: UInt16, to text: inout [UInt8]) {
        if type == ResponseCode.recordType, content.count == 2 {
            return append(ResponseCode.mnemonic(content.bigEndian16(at: 0)), to: &text)
        }
        let start = text.count
        guard appendFields(content, RecordFields.of(type), to: &text), text.count > start else {
            text.removeSubrange(start...)
            appendUnknown(content, to: &text)
            return
        }
    }

    private static func appendFields(
        _ content: UnsafeRawBufferPointer,
        _ fields: [RecordField],
        to text: inout [UInt8]
    ) -> Bool {
        var at = 0
        for (place, field) in fields.enumerated() {
            if place > 0 { text.append(UInt8(ascii: " ")) }
            if field == .name {
                guard let end = NameText.append(content, at: at, to: &text) else { return false }
                at = end
                continue
            }
            guard let length = RecordContent.length(of: field, in: content, at, content.count) else { return false }
            let part = UnsafeRawBufferPointer(rebasing: content[at..<(at &+ length)])
            guard append(part, as: field, to: &text) else { return false }
            at &+= length
        }
        // A list that is empty leaves no space behind.
        if text.last == UInt8(ascii: " ") { text.removeLast() }
        return at == content.count
    }

    private static func append(_ part: UnsafeRawBufferPointer, as field: RecordField, to text: inout [UInt8]) -> Bool {
        let behindLength = UnsafeRawBufferPointer(rebasing: part.dropFirst())
        switch field {
        case .octet: append(UInt32(part[0]), to: &text)
        case .short: append(UInt32(part.bigEndian16(at: 0)), to: &text)
        case .long: append(part.bigEndian32(at: 0), to: &text)
        case .type: append(RecordType(rawValue: part.bigEndian16(at: 0)).description, to: &text)
        case .instant: appendInstant(part.bigEndian32(at: 0), to: &text)
        case .ipv4: append(address(part).description, to: &text)
        case .ipv6: append(address(part).v6Description, to: &text)
        case .string: appendQuoted(behindLength, to: &text)
        case .text: appendQuoted(part, to: &text)
        case .tag:
            guard !behindLength.isEmpty, behindLength.allSatisfy({ isLetterOrDigit($0) }) else { return false }
            text.append(contentsOf: behindLength)
        case .strings:
            var at = 0
            while at < part.count {
                let end = at &+ Int(part[at]) &+ 1
                if at > 0 { text.append(UInt8(ascii: " ")) }
                appendQuoted(UnsafeRawBufferPointer(rebasing: part[(at &+ 1)..<end]), to: &text)
                at = end
            }
        case .salt:
            if behindLength.isEmpty { text.append(UInt8(ascii: "-")) }
            Encodings.appendHexadecimal(behindLength, to: &text)
        case .hash: Encodings.appendBase32(behindLength, to: &text)
        case .hexadecimal: Encodings.appendHexadecimal(part, to: &text)
        case .base64: Encodings.appendBase64(part, to: &text)
        case .types: return TypeBitmap.append(part, to: &text)
        case .parameters: return ServiceParameters.append(part, to: &text)
        case .unknown: appendUnknown(part, to: &text)
        case .name: return false
        }
        return true
    }

    /// The address that 4 or 16 octets are.
    static func address(_ octets: UnsafeRawBufferPointer) -> IPAddress {
        if octets.count == 4 { return IPAddress(v4: octets.bigEndian32(at: 0)) }
        return IPAddress(value: octets.reduce(0) { $0 << 8 | UInt128($1) })
    }

    static func append(_ number: UInt32, to text: inout [UInt8]) {
        append(String(number), to: &text)
    }

    static func append(_ ascii: String, to text: inout [UInt8]) {
        text.append(contentsOf: ascii.utf8)
    }

    private static func isLetterOrDigit(_ octet: UInt8) -> Bool {
        octet &- 0x30 < 10 || (octet | 0x20) &- 0x61 < 26
    }

    /// A character string in quotes; what is not printable ASCII as `\DDD`.
    static func appendQuoted(_ string: UnsafeRawBufferPointer, to text: inout [UInt8]) {
        text.append(UInt8(ascii: "\""))
        for octet in string {
            switch octet {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                text.append(UInt8(ascii: "\\"))
                text.append(octet)
            case 0x20...0x7e: text.append(octet)
            default: NameText.appendEscape(octet, to: &text)
            }
        }
        text.append(UInt8(ascii: "\""))
    }

    /// `\# length hexadecimal` (RFC 3597 section 5).
    private static func appendUnknown(_ content: UnsafeRawBufferPointer, to text: inout [UInt8]) {
        append("\\# ", to: &text)
        append(UInt32(truncatingIfNeeded: content.count), to: &text)
        if !content.isEmpty { text.append(UInt8(ascii: " ")) }
        Encodings.appendHexadecimal(content, to: &text)
    }

    /// `YYYYMMDDHHmmSS` (RFC 4034 section 3.2).
    private static func appendInstant(_ seconds: UInt32, to text: inout [UInt8]) {
        append(Timestamp(seconds: Int64(seconds)).description.filter(\.isNumber), to: &text)
    }
}
