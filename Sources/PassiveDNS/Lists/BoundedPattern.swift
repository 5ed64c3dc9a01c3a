/// A regular expression that is matched in linear time, whatever the pattern and the text.
///
/// Literals, `.`, classes, `\d \w \s`, groups, alternatives, `* + ? {m,n}`, `^` and `$`; letters match in either case. The
/// pattern may stand between slashes (`/…/i`). What needs backtracking (back references, look-around) is refused, and so is
/// what unfolds into more than ``mostSteps`` steps. Matching simulates all alternatives at once (Thompson 1968): time is
/// the text's length times the steps.
public struct BoundedPattern: Sendable {
    /// The most steps that a pattern may unfold into.
    public static let mostSteps = 1_000

    /// Why a text is no pattern that Ravel matches.
    public struct Problem: Error, Hashable, Sendable, CustomStringConvertible {
        /// The reason in a few words.
        public let description: String

        init(_ description: String) {
            self.description = description
        }
    }

    enum Step: Sendable {
        case octet(OctetSet)
        case either(Int, Int)
        case jump(Int)
        case atStart
        case atEnd
        case found
    }

    private let steps: [Step]

    /// Reads a pattern.
    ///
    /// - Throws: ``Problem`` where it is malformed, asks for backtracking, or is too large.
    public init(_ text: String) throws(Problem) {
        var parser = PatternParser(text)
        steps = try parser.program()
    }

    /// Whether the pattern is found anywhere in a text.
    public func matches(_ text: UnsafeRawBufferPointer) -> Bool {
        var current = Threads(count: steps.count)
        var next = Threads(count: steps.count)
        for at in 0...text.count {
            if add(0, at, text.count, to: &current) { return true }
            if at == text.count { break }
            next.removeAll()
            for thread in current.list {
                if case .octet(let set) = steps[thread], set.contains(text[at]),
                    add(thread + 1, at + 1, text.count, to: &next)
                {
                    return true
                }
            }
            swap(&current, &next)
        }
        return false
    }

    /// Whether the pattern is found anywhere in a text.
    public func matches(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { matches(UnsafeRawBufferPointer($0)) }
    }

    private struct Threads {
        var list: [Int] = []
        var stamp: [Int]
        var round = 1

        init(count: Int) {
            stamp = Array(repeating: 0, count: count)
        }

        mutating func removeAll() {
            list.removeAll(keepingCapacity: true)
            round += 1
        }
    }

    /// Adds a step and all that it leads to without reading; tells whether that is the end of the pattern.
    private func add(_ first: Int, _ at: Int, _ count: Int, to threads: inout Threads) -> Bool {
        var open = [first]
        while let step = open.popLast() {
            guard threads.stamp[step] != threads.round else { continue }
            threads.stamp[step] = threads.round
            switch steps[step] {
            case .octet: threads.list.append(step)
            case .either(let a, let b):
                open.append(b)
                open.append(a)
            case .jump(let to): open.append(to)
            case .atStart: if at == 0 { open.append(step + 1) }
            case .atEnd: if at == count { open.append(step + 1) }
            case .found: return true
            }
        }
        return false
    }
}

/// A set of octets.
struct OctetSet: Sendable {
    private var words = SIMD4<UInt64>()

    mutating func insert(_ octet: UInt8) {
        words[Int(octet >> 6)] |= 1 << UInt64(octet & 63)
    }

    mutating func insert(_ range: ClosedRange<UInt8>) {
        for octet in range { insert(octet) }
    }

    mutating func formUnion(_ other: OctetSet) {
        words |= other.words
    }

    mutating func invert() {
        words = ~words
    }

    /// Adds the other case of every letter.
    mutating func foldCase() {
        for letter in UInt8(ascii: "a")...UInt8(ascii: "z") {
            if contains(letter) { insert(letter ^ 0x20) }
            if contains(letter ^ 0x20) { insert(letter) }
        }
    }

    func contains(_ octet: UInt8) -> Bool {
        words[Int(octet >> 6)] >> UInt64(octet & 63) & 1 == 1
    }
}
