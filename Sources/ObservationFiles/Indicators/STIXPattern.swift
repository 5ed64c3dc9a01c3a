/// Reads the names and addresses of a STIX 2.1 pattern (STIX 2.1 section 9).
///
/// Takes comparisons of `domain-name:value`, `ipv4-addr:value`, `ipv6-addr:value`, `url:value` and the references of
/// `network-traffic` by `=`, `IN` and `ISSUBSET`. Comparisons that are negated, or by regular expressions, name nothing.
struct STIXPattern {
    private let bytes: [UInt8]
    private var at = 0
    private(set) var values: [String] = []

    private enum Token: Equatable {
        case word(String)
        case text(String)
        case sign(UInt8)
    }

    init(_ pattern: String) {
        bytes = Array(pattern.utf8.prefix(1 << 20))
        read()
    }

    private static let paths: Set<String> = [
        "domain-name:value", "ipv4-addr:value", "ipv6-addr:value", "url:value", "network-traffic:dst_ref.value",
        "network-traffic:src_ref.value",
    ]

    /// One pass: what a comparison is not made of ends it, and is looked at again as the beginning of another.
    private mutating func read() {
        var token = next()
        while let path = token {
            token = next()
            guard case .word(let path) = path, Self.paths.contains(path) else { continue }
            // `value NOT = 'x'` and `value != 'x'` say what is not meant.
            switch token {
            case .sign(UInt8(ascii: "="))?, .word("ISSUBSET")?:
                token = next()
                if case .text(let value)? = token { values.append(value) }
            case .word("IN")?:
                token = next()
                guard token == .sign(UInt8(ascii: "(")) else { continue }
                token = next()
                while let item = token {
                    if case .text(let value) = item {
                        values.append(value)
                    } else if item != .sign(UInt8(ascii: ",")) {
                        break
                    }
                    token = next()
                }
            default: break
            }
        }
    }

    private mutating func next() -> Token? {
        while at < bytes.count, bytes[at] <= UInt8(ascii: " ") { at += 1 }
        guard at < bytes.count else { return nil }
        let byte = bytes[at]
        if byte == UInt8(ascii: "'") { return quoted() }
        let start = at
        while at < bytes.count, Self.isOfWord(bytes[at]) { at += 1 }
        if at > start { return .word(String(decoding: bytes[start..<at], as: UTF8.self)) }
        at += 1
        return .sign(byte)
    }

    private mutating func quoted() -> Token {
        at += 1
        var text: [UInt8] = []
        while at < bytes.count, bytes[at] != UInt8(ascii: "'") {
            if bytes[at] == UInt8(ascii: "\\"), at + 1 < bytes.count { at += 1 }
            text.append(bytes[at])
            at += 1
        }
        at += 1
        return .text(String(decoding: text, as: UTF8.self))
    }

    private static func isOfWord(_ byte: UInt8) -> Bool {
        (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") <= 9 || "-_:.".utf8.contains(byte)
    }
}
