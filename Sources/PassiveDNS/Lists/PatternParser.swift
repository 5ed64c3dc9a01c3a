/// Reads the text of a ``BoundedPattern`` into its steps.
struct PatternParser {
    private var text: [UInt8]
    private var at = 0
    private var depth = 0

    /// Groups inside groups, at the most.
    private static let deepest = 50

    private typealias Problem = BoundedPattern.Problem
    private typealias Step = BoundedPattern.Step

    init(_ pattern: String) {
        text = Array(pattern.utf8)
    }

    /// The whole pattern as steps that end in `found`.
    mutating func program() throws(BoundedPattern.Problem) -> [BoundedPattern.Step] {
        try unwrapSlashes()
        guard !text.isEmpty else { throw Problem("the pattern is empty") }
        var steps = try alternatives()
        guard at == text.count else { throw Problem("a closing parenthesis has no opening one") }
        steps.append(.found)
        return steps
    }

    /// `/…/i` is the pattern between the slashes.
    private mutating func unwrapSlashes() throws(BoundedPattern.Problem) {
        guard text.count >= 2, text[0] == UInt8(ascii: "/"), let end = text.lastIndex(of: UInt8(ascii: "/")), end > 0
        else { return }
        guard text[(end + 1)...].allSatisfy({ $0 == UInt8(ascii: "i") || $0 == UInt8(ascii: "u") }) else {
            throw Problem("the pattern has options other than i")
        }
        text = Array(text[1..<end])
    }

    private mutating func alternatives() throws(BoundedPattern.Problem) -> [BoundedPattern.Step] {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else { throw Problem("more than \(Self.deepest) groups lie inside each other") }
        var left = try sequence()
        while at < text.count, text[at] == UInt8(ascii: "|") {
            at += 1
            let right = try sequence()
            var both: [Step] = [.either(1, left.count + 2)]
            both += shifted(left, by: 1)
            both.append(.jump(left.count + 2 + right.count))
            both += shifted(right, by: left.count + 2)
            left = try bounded(both)
        }
        return left
    }

    private mutating func sequence() throws(BoundedPattern.Problem) -> [BoundedPattern.Step] {
        var steps: [Step] = []
        while at < text.count, text[at] != UInt8(ascii: "|"), text[at] != UInt8(ascii: ")") {
            let piece = try repeated(try atom())
            steps = try bounded(steps + shifted(piece, by: steps.count))
        }
        return steps
    }

    private mutating func atom() throws(BoundedPattern.Problem) -> [BoundedPattern.Step] {
        let octet = text[at]
        at += 1
        switch octet {
        case UInt8(ascii: "^"): return [.atStart]
        case UInt8(ascii: "$"): return [.atEnd]
        case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"):
            throw Problem("a repetition has nothing to repeat")
        case UInt8(ascii: "("):
            if at < text.count, text[at] == UInt8(ascii: "?") {
                guard at + 1 < text.count, text[at + 1] == UInt8(ascii: ":") else {
                    throw Problem("look-around and options inside a pattern are not supported")
                }
                at += 2
            }
            let inner = try alternatives()
            guard at < text.count else { throw Problem("a parenthesis is not closed") }
            at += 1
            return inner
        case UInt8(ascii: "["): return [.octet(try brackets())]
        case UInt8(ascii: "."):
            var any = OctetSet()
            any.invert()
            return [.octet(any)]
        case UInt8(ascii: "\\"): return [.octet(try escape())]
        default: return [.octet(single(octet))]
        }
    }

    private mutating func repeated(_ piece: [BoundedPattern.Step]) throws(BoundedPattern.Problem)
        -> [BoundedPattern.Step]
    {
        guard at < text.count else { return piece }
        var least = 0
        var most: Int?
        switch text[at] {
        case UInt8(ascii: "*"): at += 1
        case UInt8(ascii: "+"):
            at += 1
            least = 1
        case UInt8(ascii: "?"):
            at += 1
            most = 1
        case UInt8(ascii: "{"): (least, most) = try bounds()
        default: return piece
        }
        if at < text.count {
            // `*?` finds the same; `*+` and `**` mean something else, or nothing.
            if text[at] == UInt8(ascii: "?") {
                at += 1
            } else if text[at] == UInt8(ascii: "*") || text[at] == UInt8(ascii: "+") {
                throw Problem("a repetition is repeated")
            }
        }
        guard (max(least, most ?? 0) + 1) * (piece.count + 2) <= BoundedPattern.mostSteps else { throw Self.tooLarge }
        var steps: [Step] = []
        for _ in 0..<least { steps += shifted(piece, by: steps.count) }
        if let most {
            let optional = most - least
            let end = steps.count + optional * (piece.count + 1)
            for _ in 0..<optional {
                steps.append(.either(steps.count + 1, end))
                steps += shifted(piece, by: steps.count)
            }
        } else {
            let start = steps.count
            steps.append(.either(start + 1, start + piece.count + 2))
            steps += shifted(piece, by: steps.count)
            steps.append(.jump(start))
        }
        return try bounded(steps)
    }

    /// `{m}`, `{m,}` or `{m,n}`.
    private mutating func bounds() throws(BoundedPattern.Problem) -> (Int, Int?) {
        guard let end = text[at...].firstIndex(of: UInt8(ascii: "}")) else { throw Problem("a brace is not closed") }
        let inside = String(decoding: text[(at + 1)..<end], as: UTF8.self)
        at = end + 1
        let parts = inside.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard let least = Int(parts[0]), parts.count <= 2, (0...BoundedPattern.mostSteps).contains(least) else {
            throw Problem("{\(inside)} is no repetition")
        }
        if parts.count == 1 { return (least, least) }
        if parts[1].isEmpty { return (least, nil) }
        guard let most = Int(parts[1]), (least...BoundedPattern.mostSteps).contains(most) else {
            throw Problem("{\(inside)} is no repetition")
        }
        return (least, most)
    }

    private mutating func brackets() throws(BoundedPattern.Problem) -> OctetSet {
        var set = OctetSet()
        let isInverted = at < text.count && text[at] == UInt8(ascii: "^")
        if isInverted { at += 1 }
        let start = at
        while at < text.count, text[at] != UInt8(ascii: "]") || at == start {
            let low = text[at]
            at += 1
            if low == UInt8(ascii: "\\") {
                set.formUnion(try escape())
            } else if at + 1 < text.count, text[at] == UInt8(ascii: "-"), text[at + 1] != UInt8(ascii: "]") {
                let high = text[at + 1]
                guard low <= high, high != UInt8(ascii: "\\") else { throw Problem("a class has a broken range") }
                set.insert(low...high)
                at += 2
            } else {
                set.insert(low)
            }
        }
        guard at < text.count else { throw Problem("a class is not closed") }
        at += 1
        set.foldCase()
        if isInverted { set.invert() }
        return set
    }

    private mutating func escape() throws(BoundedPattern.Problem) -> OctetSet {
        guard at < text.count else { throw Problem("the pattern ends in a backslash") }
        let octet = text[at]
        at += 1
        var set = OctetSet()
        switch octet {
        case UInt8(ascii: "d"), UInt8(ascii: "D"): set.insert(UInt8(ascii: "0")...UInt8(ascii: "9"))
        case UInt8(ascii: "w"), UInt8(ascii: "W"):
            set.insert(UInt8(ascii: "0")...UInt8(ascii: "9"))
            set.insert(UInt8(ascii: "a")...UInt8(ascii: "z"))
            set.insert(UInt8(ascii: "_"))
            set.foldCase()
        case UInt8(ascii: "s"), UInt8(ascii: "S"):
            set.insert(0x09...0x0d)
            set.insert(0x20)
        case UInt8(ascii: "0")...UInt8(ascii: "9"): throw Problem("back references are not supported")
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
            throw Problem("\\\(Character(Unicode.Scalar(octet))) is not supported")
        default: return single(octet)
        }
        if octet & 0x20 == 0 { set.invert() }
        return set
    }

    private func single(_ octet: UInt8) -> OctetSet {
        var set = OctetSet()
        set.insert(octet)
        set.foldCase()
        return set
    }

    /// Steps that begin later: what they point at moves with them.
    private func shifted(_ steps: [BoundedPattern.Step], by offset: Int) -> [BoundedPattern.Step] {
        steps.map { step in
            switch step {
            case .either(let a, let b): .either(a + offset, b + offset)
            case .jump(let to): .jump(to + offset)
            default: step
            }
        }
    }

    private static let tooLarge = BoundedPattern.Problem(
        "the pattern unfolds into more than \(BoundedPattern.mostSteps) steps"
    )

    private func bounded(_ steps: [BoundedPattern.Step]) throws(BoundedPattern.Problem) -> [BoundedPattern.Step] {
        guard steps.count <= BoundedPattern.mostSteps else { throw Self.tooLarge }
        return steps
    }
}
