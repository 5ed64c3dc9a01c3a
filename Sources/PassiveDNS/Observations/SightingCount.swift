extension Int64 {
    /// Adds a count, as far as there are numbers: what is more than 2^63 - 1 together is so many.
    ///
    /// Counts come from files that anyone may have written.
    @inlinable
    public mutating func addCount(_ other: Int64) {
        let (sum, isTooLarge) = addingReportingOverflow(other)
        self = isTooLarge ? .max : sum
    }
}
