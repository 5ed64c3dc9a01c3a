internal import PassiveDNS

/// How much of what happens on an address happens together.
struct Bursts {
    /// What lies at most so many days apart is together.
    let days: Double

    /// The moment that most intervals hold, each widened by `slack` seconds on both sides, and how many; `nil` of none.
    ///
    /// An interval's ends may be in either order.
    static func mostAt(_ intervals: [(Int64, Int64)], slack: Int64) -> (moment: Int64, count: Int)? {
        let starts = intervals.map { min($0, $1) - slack }.sorted()
        let ends = intervals.map { max($0, $1) + slack }.sorted()
        var best: (moment: Int64, count: Int)?
        var closed = 0
        for (place, start) in starts.enumerated() {
            while ends[closed] < start { closed += 1 }
            let open = place + 1 - closed
            guard open > best?.count ?? 0 else { continue }
            // Those that are open now stay so until the first of them ends, or another one begins.
            let until = place + 1 < starts.count ? min(ends[closed], starts[place + 1]) : ends[closed]
            best = (start + (until - start) / 2, open)
        }
        return best
    }

    /// The share of moments within ``AnalysisSettings/burstDays`` of another, less what evenly spread ones would give, or
    /// the share in crowds where that is more.
    ///
    /// Moments that all fall within ten bursts' time are one burst: chance would put as many together.
    func share(_ moments: [Int64]) -> Double {
        let moments = moments.sorted()
        guard moments.count >= 2, let first = moments.first, let last = moments.last else { return 0 }
        let near = Int64(days * Double(Timestamp.day))
        guard last - first > 10 * near else { return 1 }
        var together = 0
        for at in moments.indices {
            let close =
                (at > 0 && moments[at] - moments[at - 1] <= near)
                || (at + 1 < moments.count && moments[at + 1] - moments[at] <= near)
            if close { together += 1 }
        }
        let rate = Double(moments.count - 1) / Double(max(last - first, Timestamp.day))
        let expected = 1 - exponential(-2 * rate * Double(near))
        return max(Double(together) / Double(moments.count) - expected, crowded(moments, within: 2 * near))
    }

    /// The share of moments that are too many for their span of time: what lies two standard deviations or more above the
    /// mean of all spans.
    ///
    /// Where many arrive, each is close to another one by chance; waves still show in the counts.
    private func crowded(_ moments: [Int64], within width: Int64) -> Double {
        guard let first = moments.first, let last = moments.last else { return 0 }
        let mean = Double(moments.count) / Double((last - first) / width + 1)
        let most = mean + 2 * mean.squareRoot() + 1
        var excess = 0.0
        var at = 0
        while at < moments.count {
            let span = (moments[at] - first) / width
            let begin = at
            while at < moments.count, (moments[at] - first) / width == span { at += 1 }
            excess += max(0, Double(at - begin) - most)
        }
        return excess / Double(moments.count)
    }
}
