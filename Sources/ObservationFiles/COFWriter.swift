public import PassiveDNS

/// Writes observations in the Passive DNS Common Output Format (draft-dulaunoy-dnsop-passive-dns-cof), one JSON object a line.
///
/// The digest of all lines is the one by which a file of them is known when it is read.
public struct COFWriter: ~Copyable {
    private let digest = ContentDigest()
    private var lines = ByteBuffer(capacity: 2 * chunk)
    /// Lines are handed on when there are so many bytes.
    private static let chunk = 1 << 16

    /// Makes a writer that has written nothing.
    public init() {}

    /// Writes a table's rows and hands on their lines, UTF-8 with a line feed behind each, some hundred at a time.
    public mutating func write(_ table: ObservationTable, _ take: (UnsafeRawBufferPointer) throws -> Void) rethrows {
        let unnamed = table.symbols.find("")
        for row in 0..<table.count {
            append(table, row, unnamed)
            if lines.count >= Self.chunk { try handOn(take) }
        }
        try handOn(take)
    }

    private mutating func handOn(_ take: (UnsafeRawBufferPointer) throws -> Void) rethrows {
        // Lines that can't be taken must not come again with those behind them.
        defer { lines.removeAll() }
        digest.update(lines.bytes)
        try take(lines.bytes)
    }

    /// SHA-256 of all lines, in hexadecimal.
    public consuming func finish() -> String {
        digest.finish()
    }

    private mutating func append(_ table: ObservationTable, _ row: Int, _ unnamed: Int32?) {
        let type = RecordType(rawValue: table.rrtype[row])
        lines.append(#"{"rrname":"#)
        append(table, symbol: table.rrname[row])
        lines.append(#","rrtype":"#)
        append(type)
        lines.append(#","rdata":["#)
        if type.isAddress {
            lines.append("\"")
            append(table.addresses[Int(table.rdata[row])], of: type)
            lines.append("\"")
        } else {
            append(table, symbol: table.rdata[row])
        }
        lines.append(#"],"time_first":"#)
        lines.append(table.firstSeen[row])
        lines.append(#","time_last":"#)
        lines.append(table.lastSeen[row])
        lines.append(#","count":"#)
        lines.append(table.sightings[row])
        if table.sensor[row] != unnamed {
            lines.append(#","sensor_id":"#)
            append(table, symbol: table.sensor[row])
        }
        lines.append("}\n")
    }

    /// The mnemonic in quotes; types without one are numbers in this format.
    private mutating func append(_ type: RecordType) {
        switch type {
        case .a: lines.append("\"A\"")
        case .aaaa: lines.append("\"AAAA\"")
        case .cname: lines.append("\"CNAME\"")
        case .ns: lines.append("\"NS\"")
        case .mx: lines.append("\"MX\"")
        case .txt: lines.append("\"TXT\"")
        default: lines.append(text: type.hasMnemonic ? "\"\(type)\"" : String(type.rawValue))
        }
    }

    private mutating func append(_ address: IPAddress, of type: RecordType) {
        guard address.isV4, type == .a else { return lines.append(text: address.v6Description) }
        let octets = UInt32(truncatingIfNeeded: address.value)
        for shift: UInt32 in [24, 16, 8, 0] {
            lines.append(Int64(octets >> shift & 255))
            if shift > 0 { lines.append(UInt8(ascii: ".")) }
        }
    }

    /// A text in quotes (RFC 8259 section 7).
    private mutating func append(_ table: ObservationTable, symbol: Int32) {
        lines.append(UInt8(ascii: "\""))
        table.symbols.withBytes(of: symbol) { text in
            if text.contains(where: Self.needsEscape) {
                for byte in text { appendEscaped(byte) }
            } else {
                lines.append(text)
            }
        }
        lines.append(UInt8(ascii: "\""))
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7f
    }

    private mutating func appendEscaped(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"):
            lines.append(UInt8(ascii: "\\"))
            lines.append(byte)
        case 0..<0x20, 0x7f:
            lines.append("\\u00")
            for digit in [byte >> 4, byte & 15] {
                lines.append(digit < 10 ? UInt8(ascii: "0") &+ digit : UInt8(ascii: "a") &+ digit &- 10)
            }
        default: lines.append(byte)
        }
    }
}
