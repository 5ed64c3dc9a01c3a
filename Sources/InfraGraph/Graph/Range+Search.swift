extension Range<Int> {
    /// The first index from which on a condition no longer holds; the upper bound where it always does.
    ///
    /// The condition must hold for a beginning of the range and for nothing after it. Logarithmic.
    @inline(__always)
    func end(while holds: (Int) -> Bool) -> Int {
        var low = lowerBound
        var high = upperBound
        while low < high {
            let middle = low + (high - low) / 2
            if holds(middle) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
