internal import PassiveDNS

/// Time as a distance from the left.
struct TimeScale {
    /// The first and last second that are drawn.
    let first: Int64
    let last: Int64
    /// Where they lie.
    let left: Double
    let width: Double

    /// A scale over a time, with a little room on both sides, of no less than six days.
    init(_ window: Period, left: Double, width: Double) {
        let bounds = Self.year(1)...Self.year(9_999)
        let begin = min(max(window.first.seconds, bounds.lowerBound), bounds.upperBound)
        let end = min(max(window.last.seconds, bounds.lowerBound), bounds.upperBound)
        let room = max((end - begin) / 40, (6 * Timestamp.day - (end - begin)) / 2, 0)
        first = begin - room
        last = end + room
        self.left = left
        self.width = width
    }

    private static func year(_ year: Int) -> Int64 { Timestamp(year: year, month: 1, day: 1).seconds }

    /// Where a moment lies; moments outside lie at the edges.
    func x(_ moment: Timestamp) -> Double {
        let seconds = min(max(moment.seconds, first), last)
        return left + width * Double(seconds - first) / Double(last - first)
    }

    func holds(_ moment: Timestamp) -> Bool { (first...last).contains(moment.seconds) }

    // MARK: - Ticks

    /// A date that the axis names.
    struct Tick: Equatable {
        var at: Timestamp
        var label: String
        /// Whether a year begins there.
        var isYear: Bool
    }

    /// Dates on days, months or years, as many as there is room to name.
    var ticks: [Tick] {
        for step in [Step.days(1), .days(2), .days(7), .months(1), .months(3), .months(6)] {
            if let ticks = ticks(step) { return ticks }
        }
        var years = 1
        while true {
            for factor in [1, 2, 5] {
                if let ticks = ticks(.years(years * factor)) { return ticks }
            }
            years *= 10
        }
    }

    private enum Step {
        case days(Int64)
        case months(Int)
        case years(Int)
    }

    /// The ticks of a step; `nil` where there are too many.
    private func ticks(_ step: Step) -> [Tick]? {
        switch step {
        case .days(let days):
            guard (last - first) / Timestamp.day / days <= Int64(width / 76) else { return nil }
            // Weeks begin on Mondays; day 0 was a Thursday.
            let offset = days == 7 ? 4 * Timestamp.day : 0
            let length = days * Timestamp.day
            var at = (first - offset).roundedUp(to: length) + offset
            var ticks: [Tick] = []
            while at <= last {
                let moment = Timestamp(seconds: at)
                ticks.append(Tick(at: moment, label: moment.date, isYear: moment.date.hasSuffix("-01-01")))
                at += length
            }
            return ticks
        case .months(let months):
            guard let found = ticks(everyMonths: months, room: 58) else { return nil }
            return found.map { Tick(at: $0, label: String($0.date.dropLast(3)), isYear: $0.civil.month == 1) }
        case .years(let years):
            guard let found = ticks(everyMonths: 12 * years, room: 44) else { return nil }
            return found.map { Tick(at: $0, label: String($0.date.dropLast(6)), isYear: true) }
        }
    }

    private func ticks(everyMonths step: Int, room: Double) -> [Timestamp]? {
        let (from, to) = (Timestamp(seconds: first).civil, Timestamp(seconds: last).civil)
        let (begin, end) = (from.year * 12 + from.month - 1, to.year * 12 + to.month - 1)
        guard Double((end - begin) / step) <= width / room else { return nil }
        return stride(from: Int(Int64(begin).roundedUp(to: Int64(step))), through: end, by: step)
            .map { Timestamp(year: $0 / 12, month: $0 % 12 + 1, day: 1) }
            .filter(holds)
    }
}

extension Int64 {
    /// The least multiple of a positive step that is not below the number.
    fileprivate func roundedUp(to step: Int64) -> Int64 {
        let rest = self % step
        return rest == 0 ? self : rest > 0 ? self - rest + step : self - rest
    }
}
