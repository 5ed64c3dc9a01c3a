public import PassiveDNS

/// Writes observations in the Passive DNS Common Output Format (draft-dulaunoy-dnsop-passive-dns-cof), one JSON object a line.
///
/// The digest of all lines is the one by which a file of them is known when it is read.
public struct COFWriter: ~Copyable {
    private let digest = ContentDigest()
    private var lines: [UInt8] = []
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
        defer { lines.removeAll(keepingCapacity: true) }
        try lines.withUnsafeBytes {
            digest.update($0)
            try take($0)
        }
    }

    /// SHA-256 of all lines, in hexadecimal.
    public consuming func finish() -> String {
        digest.finish()
    }

    private mutating func append(_ table: ObservationTable, _ row: Int, _ unnamed: Int32?) {
        let type = RecordType(rawValue: table.rrtype[row])
        append(#"{"rrname":"#)
        append(table, symbol: table.rrname[row])
        append(#","rrtype":"#)
        append(type)
        append(#","rdata":["#)
        if type.isAddress {
            append("\"")
            append(table.addresses[Int(table.rdata[row])], of: type)
            append("\"")
        } else {
            append(table, symbol: table.rdata[row])
        }
        append(#"],"time_first":"#)
        append(table.firstSeen[row])
        append(#","time_last":"#)
        append(table.lastSeen[row])
        append(#","count":"#)
        append(table.sightings[row])
        if table.sensor[row] != unnamed {
            append(#","sensor_id":"#)
            append(table, symbol: table.sensor[row])
        }
        append("}\n")
    }

    private mutating func append(_ ascii: StaticString) {
        lines.append(contentsOf: UnsafeBufferPointer(start: ascii.utf8Start, count: ascii.utf8CodeUnitCount))
    }

    /// The mnemonic in quotes; types without one are numbers in this format.
    private mutating func append(_ type: RecordType) {
        switch type {
        case .a: append("\"A\"")
        case .aaaa: append("\"AAAA\"")
        case .cname: append("\"CNAME\"")
        default: lines += (type.hasMnemonic ? "\"\(type)\"" : String(type.rawValue)).utf8
        }
    }

    private mutating func append(_ address: IPAddress, of type: RecordType) {
        guard address.isV4, type == .a else {
            lines += address.v6Description.utf8
            return
        }
        for shift in [24, 16, 8, 0] as [UInt128] {
            append(Int64(address.value >> shift & 255))
            if shift > 0 { append(".") }
        }
    }

    private mutating func append(_ number: Int64) {
        guard number >= 0 else {
            lines += String(number).utf8
            return
        }
        let start = lines.count
        var rest = number
        repeat {
            lines.append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
        } while rest > 0
        lines[start...].reverse()
    }

    /// A text in quotes (RFC 8259 section 7).
    private mutating func append(_ table: ObservationTable, symbol: Int32) {
        append("\"")
        table.symbols.withBytes(of: symbol) { text in
            for byte in text {
                switch byte {
                case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                    lines.append(UInt8(ascii: "\\"))
                    lines.append(byte)
                case 0..<0x20, 0x7f:
                    lines += "\\u00".utf8
                    for digit in [byte >> 4, byte & 15] {
                        lines.append(digit < 10 ? UInt8(ascii: "0") &+ digit : UInt8(ascii: "a") &+ digit &- 10)
                    }
                default: lines.append(byte)
                }
            }
        }
        append("\"")
    }
}
