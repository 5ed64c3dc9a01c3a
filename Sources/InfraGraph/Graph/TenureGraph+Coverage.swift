internal import PassiveDNS

extension TenureGraph {
    /// How far the time that the data cover lets one tell coincidence from chance: 0 for a snapshot, 1 from a year on.
    ///
    /// Two moments drawn at random from a span of T days are near each other anyway where T is short: the mean of
    /// e^(−distance / 30 days), the measure of nearness that links are scored by, is (2 / t) · (1 − (1 − e^(−t)) / t) with
    /// t = T / 30. What it leaves to 1 is the coverage, as a share of what a year leaves: 0.09 for a week, 0.31 for 30 days.
    var coverage: Double {
        let year = 365 * Timestamp.day
        return min(1, Self.distinctness(end - begin) / Self.distinctness(year))
    }

    private static func distinctness(_ seconds: Int64) -> Double {
        let span = Double(seconds) / Double(30 * Timestamp.day)
        return span < 1e-3 ? 0 : 1 - 2 / span * (1 - (1 - exponential(-span)) / span)
    }

    /// How many days the data cover.
    var coveredDays: Int64 { max(0, end - begin) / Timestamp.day }
}
