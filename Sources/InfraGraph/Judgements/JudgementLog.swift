public import PassiveDNS

/// An analyst's judgements over time, and which of them count.
///
/// The latest judgement on a pair, an address or a campaign that was not taken back counts.
public struct JudgementLog: Sendable {
    /// What became of a judgement.
    public enum State: Hashable, Sendable {
        /// It counts; the numbers are those of judgements that count too and can't all be true with it.
        case counts(against: [Int])
        /// A later judgement on the same subject counts.
        case overruled(by: Int)
        /// It was taken back.
        case undone(Judgement.Undoing)
    }

    /// All judgements, by number.
    public let judgements: [Judgement]
    /// Those that count, by number.
    public let counting: [Judgement]
    /// For each subject, the judgements that were not taken back, by number; the last one counts.
    private let standing: [[String]: [Judgement]]
    /// For each judgement that counts, those that count and can't all be true with it.
    private var contradicting: [Int: Set<Int>] = [:]

    /// Orders judgements.
    ///
    /// n log n, but for looking for the confirmations that lead from one side of a rejection to the other.
    public init(_ judgements: [Judgement]) {
        self.judgements = judgements.sorted { $0.number < $1.number }
        var standing: [[String]: [Judgement]] = [:]
        for judgement in self.judgements where judgement.undone == nil {
            standing[judgement.verdict.subject, default: []].append(judgement)
        }
        self.standing = standing
        counting = standing.values.compactMap(\.last).sorted { $0.number < $1.number }
        contradicting = contradictions()
    }

    /// What became of each judgement, in the order of ``judgements``.
    ///
    /// Linear.
    public func states() -> [State] {
        judgements.map { judgement in
            if let undone = judgement.undone { return .undone(undone) }
            let counts = counting(on: judgement.verdict.subject)
            guard let counts, counts.number != judgement.number else {
                return .counts(against: contradicting[judgement.number, default: []].sorted())
            }
            return .overruled(by: counts.number)
        }
    }

    /// The judgement on a subject that counts.
    func counting(on subject: [String]) -> Judgement? {
        standing[subject]?.last
    }

    /// The judgements that count and can't all be true with one that does, by number.
    func contradicting(_ judgement: Judgement) -> [Judgement] {
        guard let numbers = contradicting[judgement.number] else { return [] }
        return counting.filter { numbers.contains($0.number) }
    }

    /// The judgements on the same subject that one which counts overrules, by number.
    public func overruled(by judgement: Judgement) -> [Judgement] {
        (standing[judgement.verdict.subject] ?? []).filter { $0.number < judgement.number }
    }

    /// For each judgement that counts, those that can't all be true with it.
    ///
    /// Confirmations that lead from one side of a rejection to the other, and confirmed addresses that are distrusted.
    private func contradictions() -> [Int: Set<Int>] {
        var confirmed: [Indicator: [(other: Indicator, number: Int)]] = [:]
        var found: [Int: Set<Int>] = [:]
        for judgement in counting {
            guard case .confirm(let a, let b) = judgement.verdict else { continue }
            if case .address(let address) = b {
                if let other = counting(on: [address.description]), case .distrust = other.verdict {
                    found[judgement.number, default: []].insert(other.number)
                    found[other.number, default: []].insert(judgement.number)
                }
                continue
            }
            confirmed[a, default: []].append((b, judgement.number))
            confirmed[b, default: []].append((a, judgement.number))
        }
        for judgement in counting {
            guard case .reject(let a, let b) = judgement.verdict else { continue }
            for number in Self.path(from: a, to: b, confirmed) {
                found[judgement.number, default: []].insert(number)
                found[number, default: []].insert(judgement.number)
            }
        }
        return found
    }

    /// The confirmations on a shortest way from one name to another; none where there is no way.
    private static func path(
        from start: Indicator,
        to end: Indicator,
        _ confirmed: [Indicator: [(other: Indicator, number: Int)]]
    ) -> [Int] {
        var reached: [Indicator: (from: Indicator, number: Int)] = [start: (start, 0)]
        var open = [start]
        var next = 0
        while next < open.count, reached[end] == nil {
            for (other, number) in confirmed[open[next]] ?? [] where reached[other] == nil {
                reached[other] = (open[next], number)
                open.append(other)
            }
            next += 1
        }
        var numbers: [Int] = []
        var at = end
        while at != start, let step = reached[at] {
            numbers.append(step.number)
            at = step.from
        }
        return numbers
    }
}
