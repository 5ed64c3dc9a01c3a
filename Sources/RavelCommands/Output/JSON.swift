internal import PassiveDNS

/// A JSON value whose keys keep their order.
indirect enum JSON {
    case text(String)
    case integer(Int64)
    /// Four decimals.
    case number(Double)
    case list([JSON])
    case object([(String, JSON)])

    /// The value in one line (RFC 8259); control characters and those that turn the direction of writing are escaped.
    var text: String {
        var out = ""
        write(to: &out)
        return out
    }

    private func write(to out: inout String) {
        switch self {
        case .text(let text): Self.quote(text, &out)
        case .integer(let value): out += String(value)
        case .number(let value): out += Self.decimal(value)
        case .list(let items):
            out += "["
            for (place, item) in items.enumerated() {
                if place > 0 { out += "," }
                item.write(to: &out)
            }
            out += "]"
        case .object(let fields):
            out += "{"
            for (place, field) in fields.enumerated() {
                if place > 0 { out += "," }
                Self.quote(field.0, &out)
                out += ":"
                field.1.write(to: &out)
            }
            out += "}"
        }
    }

    private static func quote(_ text: String, _ out: inout String) {
        out += "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\t": out += "\\t"
            case _
            where scalar.value < 0x20 || (0x7f...0x9f).contains(scalar.value)
                || (0x200b...0x200f).contains(scalar.value) || (0x2028...0x202e).contains(scalar.value)
                || (0x2066...0x2069).contains(scalar.value):
                let hex = String(scalar.value, radix: 16)
                out += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default: out.unicodeScalars.append(scalar)
            }
        }
        out += "\""
    }

    /// A number with four decimals at the most and no trailing zeros.
    static func decimal(_ value: Double) -> String {
        let scaled = Int64((value * 10_000).rounded())
        let sign = scaled < 0 ? "-" : ""
        let digits = String(scaled.magnitude % 10_000)
        var fraction = String(repeating: "0", count: 4 - digits.count) + digits
        while fraction.hasSuffix("0") { fraction.removeLast() }
        return sign + String(scaled.magnitude / 10_000) + (fraction.isEmpty ? "" : "." + fraction)
    }
}

extension JSON {
    /// A time in ISO 8601.
    static func time(_ time: Timestamp) -> JSON { .text(time.description) }
}
