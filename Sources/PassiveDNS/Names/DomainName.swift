/// A domain name in canonical presentation form: lower case, no trailing dot, unusual octets escaped.
///
/// Limits are those of RFC 1035 section 2.3.4: labels of 1 to 63 octets, 253 octets in all. Octets other than letters,
/// digits, `-`, `_`, `*` and `/` are written as `\DDD` (RFC 1035 section 5.1), so a canonical name is printable ASCII
/// without spaces, quotes, angle brackets, commas or control characters, whatever an attacker put in it.
public struct DomainName: Hashable, Comparable, Sendable {
    /// The canonical text; `.` for the root.
    public let text: String

    /// Reads a name in presentation form.
    ///
    /// - Parameter presentation: the name, with or without trailing dot, in any case, with `\.` and `\DDD` escapes.
    /// - Throws: ``DomainNameError`` where the text is no domain name.
    public init(_ presentation: some StringProtocol) throws(DomainNameError) {
        var canonical: [UInt8] = []
        let bytes = Array(presentation.utf8)
        var problem: DomainNameError?
        bytes.withUnsafeBytes { problem = Self.canonicalize($0, into: &canonical) }
        if let problem { throw problem }
        text = String(decoding: canonical, as: UTF8.self)
    }

    /// Trusts a text that is canonical already, such as one that a store or table holds.
    public init(canonical text: String) {
        self.text = text
    }

    /// Whether a canonical name can be that of a host with a domain: two labels or more of letters, digits, `-` and `_`, the
    /// last of which is no number (RFC 1123 section 2.1).
    public static func isHostName(_ canonical: some BidirectionalCollection<UInt8>) -> Bool {
        var dots = 0
        var isNumber = true
        for byte in canonical {
            switch byte {
            case UInt8(ascii: "."):
                dots += 1
                isNumber = true
            case UInt8(ascii: "0")...UInt8(ascii: "9"): break
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "_"): isNumber = false
            default: return false
            }
        }
        return dots > 0 && !isNumber
    }

    /// Compares the canonical texts.
    public static func < (a: DomainName, b: DomainName) -> Bool {
        a.text < b.text
    }
}

extension DomainName: CustomStringConvertible {
    /// The canonical text.
    public var description: String { text }
}

/// Why a text is no domain name.
public enum DomainNameError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Nothing was written.
    case empty
    /// Two dots in a row, or a dot at the beginning.
    case emptyLabel
    /// A label has more than 63 octets.
    case labelTooLong(octets: Int)
    /// The name has more than 253 octets.
    case nameTooLong(octets: Int)
    /// A backslash is not followed by three digits up to 255 or by another character.
    case badEscape
    /// An address with a length that no block has, such as `/33`.
    case badBlock
    /// An octet above 127; such names need IDNA (RFC 5890) before they are names of the DNS.
    case notASCII

    /// The reason in a few words.
    public var description: String {
        switch self {
        case .empty: "the name is empty"
        case .emptyLabel: "the name has an empty label"
        case .labelTooLong(let octets): "a label has \(octets) octets, more than 63"
        case .nameTooLong(let octets): "the name has \(octets) octets, more than 253"
        case .badEscape: "the name has a broken \\ escape"
        case .badBlock: "no block of addresses has this length"
        case .notASCII: "the name holds bytes that are not ASCII"
        }
    }
}

// MARK: - Canonical form

extension DomainName {
    /// Writes the canonical form of a name's presentation form into a buffer that is emptied first.
    ///
    /// One pass over at most a few hundred octets; no allocation once the buffer has grown. Returns why the text is no
    /// name, and then leaves the buffer's content unspecified.
    public static func canonicalize(
        _ text: UnsafeRawBufferPointer,
        into canonical: inout [UInt8]
    ) -> DomainNameError? {
        canonical.removeAll(keepingCapacity: true)
        guard !text.isEmpty else { return .empty }
        if text.count == 1, text[0] == UInt8(ascii: ".") {
            canonical.append(UInt8(ascii: "."))
            return nil
        }
        // Every octet takes at most four characters to write, so a longer text cannot be a name.
        guard text.count <= 1_016 else { return .nameTooLong(octets: text.count) }
        canonical.append(contentsOf: text)
        let plain = canonical.withUnsafeMutableBytes { writePlain(UnsafeRawBufferPointer($0), to: $0) }
        if let plain {
            canonical.removeLast(canonical.count - plain)
            return nil
        }
        canonical.removeAll(keepingCapacity: true)
        var octets = 0
        var labelOctets = 0
        var at = 0
        while at < text.count {
            var byte = text[at]
            at += 1
            if byte == UInt8(ascii: ".") {
                guard labelOctets > 0 else { return .emptyLabel }
                guard labelOctets <= 63 else { return .labelTooLong(octets: labelOctets) }
                labelOctets = 0
                if at == text.count { break }
                canonical.append(byte)
                octets += 1
                continue
            }
            if byte == UInt8(ascii: "\\") {
                guard let escaped = unescape(text, &at) else { return .badEscape }
                byte = escaped
            } else if byte > 127 {
                return .notASCII
            }
            labelOctets += 1
            octets += 1
            append(byte, to: &canonical)
        }
        guard labelOctets <= 63 else { return .labelTooLong(octets: labelOctets) }
        guard octets <= 253 else { return .nameTooLong(octets: octets) }
        return nil
    }

    /// Writes a name in lower case, and returns its length without the final dot; `nil` where it holds anything but what
    /// names of hosts hold, or breaks a limit, and has to be read octet by octet by ``canonicalize(_:into:)``.
    ///
    /// Eight octets a step. The output, which may be where the name lies, has room for as many octets, or for 254.
    public static func writePlain(_ name: UnsafeRawBufferPointer, to output: UnsafeMutableRawBufferPointer) -> Int? {
        let count = name.count
        guard count > 0, count <= 254, let output = output.baseAddress else { return nil }
        var step = LowerCase()
        var at = 0
        while at + 8 <= count {
            let word = name.loadUnaligned(fromByteOffset: at, as: UInt64.self)
            output.storeBytes(of: step.take(word.littleEndian).littleEndian, toByteOffset: at, as: UInt64.self)
            at += 8
        }
        if at < count, count >= 8 {
            // The last eight octets, of which some are written once more.
            let last = count - 8
            step.goBack(to: name[last - 1])
            let word = name.loadUnaligned(fromByteOffset: last, as: UInt64.self)
            output.storeBytes(of: step.take(word.littleEndian).littleEndian, toByteOffset: last, as: UInt64.self)
        } else if at < count {
            var word = LowerCase.letters << UInt64(8 * count)
            for place in 0..<count { word |= UInt64(name[place]) << UInt64(8 * place) }
            word = step.take(word)
            for place in 0..<count {
                output.storeBytes(of: UInt8(truncatingIfNeeded: word), toByteOffset: place, as: UInt8.self)
                word >>= 8
            }
        }
        let hasDot = name[count - 1] == UInt8(ascii: ".")
        guard step.isPlain, count <= 253 || hasDot, count <= 63 || hasShortLabels(name) else { return nil }
        return hasDot ? count - 1 : count
    }

    private static func hasShortLabels(_ name: UnsafeRawBufferPointer) -> Bool {
        var label = 0
        for byte in name {
            label = byte == UInt8(ascii: ".") ? 0 : label + 1
            if label > 63 { return false }
        }
        return true
    }

    /// Turns octets into lower case, eight at a time, the first of them the lowest.
    private struct LowerCase {
        /// Whether all were letters, digits, `-`, `_` and dots, none of them first or behind another.
        var isPlain = true
        /// The highest bit of the octet before, where that was a dot or none was there.
        private var dotBefore: UInt64 = 0x80

        static var letters: UInt64 { all(UInt8(ascii: "a")) }
        private static var high: UInt64 { all(0x80) }

        @inline(__always)
        private static func all(_ octet: UInt8) -> UInt64 { UInt64(octet) &* 0x0101_0101_0101_0101 }

        /// The highest bit of each octet of 127 at most that is so much or more.
        private func from(_ octet: UInt8, _ word: UInt64) -> UInt64 { word &+ Self.all(0x80 - octet) }

        /// The highest bit of each octet of 127 at most that is this one.
        private func same(_ octet: UInt8, _ word: UInt64) -> UInt64 { ~((word ^ Self.all(octet)) &+ Self.all(0x7f)) }

        /// Goes on behind an octet that was taken before.
        mutating func goBack(to octet: UInt8) {
            dotBefore = octet == UInt8(ascii: ".") ? 0x80 : 0
        }

        @inline(__always)
        mutating func take(_ given: UInt64) -> UInt64 {
            let capitals = from(UInt8(ascii: "A"), given) & ~from(UInt8(ascii: "Z") + 1, given) & Self.high
            let word = given | capitals >> 2
            let letters = from(UInt8(ascii: "a"), word) & ~from(UInt8(ascii: "z") + 1, word)
            // From `-` to `9` are the dot, the slash and the digits.
            let others =
                from(UInt8(ascii: "-"), word) & ~from(UInt8(ascii: "9") + 1, word) & ~same(UInt8(ascii: "/"), word)
            let dots = same(UInt8(ascii: "."), word) & Self.high
            let allowed = (letters | others | same(UInt8(ascii: "_"), word)) & ~given & Self.high
            if allowed != Self.high || dots & (dots << 8 | dotBefore) != 0 { isPlain = false }
            dotBefore = dots >> 56
            return word
        }
    }

    private static func unescape(_ text: UnsafeRawBufferPointer, _ at: inout Int) -> UInt8? {
        guard at < text.count else { return nil }
        let digit = text[at] &- UInt8(ascii: "0")
        guard digit <= 9 else {
            at += 1
            return text[at - 1]
        }
        guard at + 3 <= text.count else { return nil }
        var value = 0
        for offset in 0..<3 {
            let digit = text[at + offset] &- UInt8(ascii: "0")
            guard digit <= 9 else { return nil }
            value = value * 10 + Int(digit)
        }
        at += 3
        return UInt8(exactly: value)
    }

    private static func append(_ byte: UInt8, to canonical: inout [UInt8]) {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "*"), UInt8(ascii: "/"):
            canonical.append(byte)
        case UInt8(ascii: "A")...UInt8(ascii: "Z"):
            canonical.append(byte | 0x20)
        default:
            canonical.append(UInt8(ascii: "\\"))
            canonical.append(UInt8(ascii: "0") + byte / 100)
            canonical.append(UInt8(ascii: "0") + byte / 10 % 10)
            canonical.append(UInt8(ascii: "0") + byte % 10)
        }
    }
}

/// Rules that tell under which suffix anyone may register a name (the Public Suffix List).
public protocol RegistrableDomainRules: Sendable {
    /// How many trailing octets of a canonical name make its registrable domain, and whether the suffix below which it
    /// was registered is a private one (a dynamic DNS or hosting provider's).
    ///
    /// A name that is a public suffix itself, or has one label, is its own registrable domain.
    func registrableDomain(of canonicalName: String) -> (octets: Int, underPrivateSuffix: Bool)
}

extension DomainName: Columned {
    package func write(to columns: inout ColumnWriter) throws {
        try columns.write(text)
    }

    package init(from columns: inout ColumnReader) throws {
        text = try columns.read()
    }
}
