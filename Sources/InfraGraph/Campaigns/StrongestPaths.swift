internal import HeapModule

/// The strongest paths from one unit to others: those whose links' scores have the largest product.
///
/// Dijkstra's algorithm; n log n in the links that are followed. Ties go to the path with fewer links, then to the smaller
/// unit.
struct StrongestPaths {
    /// A link, walked from one unit to the next.
    struct Step: Equatable {
        /// The unit nearer to the source.
        var from: Int32
        /// The next unit.
        var to: Int32
        /// The link's score.
        var score: Double
        /// The address on which they met; −1 where their registration or the analyst's word ties them.
        var address: Int32
    }

    private let source: Int32
    /// For each unit that was reached, the last step of its path.
    private var arrivals: [Int32: Step] = [:]
    /// For each unit that was reached, the product of the scores.
    private(set) var score: [Int32: Double] = [:]

    /// Follows links until all units, or the one that is looked for, are reached.
    ///
    /// - Parameters:
    ///   - source: where the paths start.
    ///   - target: the unit that is looked for; all where `nil`.
    ///   - steps: the links of a unit.
    init(from source: Int32, to target: Int32? = nil, steps: (Int32) -> [Step]) {
        self.source = source
        var heap = Heap([Reached(score: 1, length: 0, step: Step(from: source, to: source, score: 1, address: -1))])
        while let next = heap.popMax() {
            let unit = next.step.to
            guard score[unit] == nil else { continue }
            score[unit] = next.score
            arrivals[unit] = next.step
            if unit == target { return }
            for step in steps(unit) where score[step.to] == nil {
                heap.insert(Reached(score: next.score * step.score, length: next.length + 1, step: step))
            }
        }
    }

    /// The steps from the source to a unit; none for the source itself, `nil` where no path leads there.
    func path(to unit: Int32) -> [Step]? {
        guard score[unit] != nil else { return nil }
        var steps: [Step] = []
        var at = unit
        while at != source, let step = arrivals[at] {
            steps.append(step)
            at = step.from
        }
        return steps.reversed()
    }

    private struct Reached: Comparable {
        let score: Double
        let length: Int
        let step: Step

        static func < (x: Reached, y: Reached) -> Bool {
            (x.score, y.length, y.step.to, y.step.from) < (y.score, x.length, x.step.to, x.step.from)
        }
    }
}
