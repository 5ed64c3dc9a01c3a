package import PassiveDNS

/// A JSON value whose keys keep their order.
package enum JSON {
    case text(String)
    case integer(Int64)
    case flag(Bool)
    /// Four decimals.
    case number(Double)
    /// As many digits as tell the value apart from all others; it must be finite.
    case precise(Double)
    /// A text in ISO 8601.
    case time(Timestamp)
    case list([JSON])
    case object([(String, JSON)])
    case null

    /// The value in one line (RFC 8259); control characters and those that turn the direction of writing are escaped.
    package var text: String {
        var out: [UInt8] = []
        write(to: &out)
        return String(decoding: out, as: UTF8.self)
    }

    /// Appends the value's UTF-8 to a buffer.
    package func write(to out: inout [UInt8]) {
        switch self {
        case .text(let text): Self.quote(text, &out)
        case .integer(let value): out += String(value).utf8
        case .flag(let value): out += String(value).utf8
        case .number(let value): Self.write(decimal: value, &out)
        case .precise(let value): out += value.description.utf8
        case .time(let time):
            out.append(UInt8(ascii: "\""))
            time.write(to: &out)
            out.append(UInt8(ascii: "\""))
        case .null: out += "null".utf8
        case .list(let items):
            out.append(UInt8(ascii: "["))
            for (place, item) in items.enumerated() {
                if place > 0 { out.append(UInt8(ascii: ",")) }
                item.write(to: &out)
            }
            out.append(UInt8(ascii: "]"))
        case .object(let fields):
            out.append(UInt8(ascii: "{"))
            for (place, field) in fields.enumerated() {
                if place > 0 { out.append(UInt8(ascii: ",")) }
                Self.quote(field.0, &out)
                out.append(UInt8(ascii: ":"))
                field.1.write(to: &out)
            }
            out.append(UInt8(ascii: "}"))
        }
    }

    private static func quote(_ text: String, _ out: inout [UInt8]) {
        out.append(UInt8(ascii: "\""))
        var text = text
        let isPlain = text.withUTF8 { bytes in
            for byte in bytes
            where byte < 0x20 || byte >= 0x7f || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
                return false
            }
            out.append(contentsOf: bytes)
            return true
        }
        if !isPlain { for scalar in text.unicodeScalars { out += escaped(scalar).utf8 } }
        out.append(UInt8(ascii: "\""))
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\"": "\\\""
        case "\\": "\\\\"
        case "\n": "\\n"
        case "\t": "\\t"
        case _
        where scalar.value < 0x20 || (0x7f...0x9f).contains(scalar.value)
            || (0x200b...0x200f).contains(scalar.value) || (0x2028...0x202e).contains(scalar.value)
            || (0x2066...0x2069).contains(scalar.value):
            "\\u" + String(repeating: "0", count: 4 - String(scalar.value, radix: 16).count)
                + String(scalar.value, radix: 16)
        default: String(Character(scalar))
        }
    }

    /// A number with four decimals at the most and no trailing zeros.
    package static func decimal(_ value: Double) -> String {
        var text: [UInt8] = []
        write(decimal: value, &text)
        return String(decoding: text, as: UTF8.self)
    }

    private static func write(decimal value: Double, _ out: inout [UInt8]) {
        // What no such number can hold is told as the nearest that can.
        let scaled = value.isNaN ? 0 : Int64(min(max((value * 10_000).rounded(), -9e18), 9e18))
        if scaled < 0 { out.append(UInt8(ascii: "-")) }
        out += String(scaled.magnitude / 10_000).utf8
        var fraction = scaled.magnitude % 10_000
        guard fraction > 0 else { return }
        out.append(UInt8(ascii: "."))
        var divisor: UInt64 = 1_000
        while fraction > 0 {
            out.append(UInt8(ascii: "0") + UInt8(fraction / divisor))
            fraction %= divisor
            divisor /= 10
        }
    }
}
