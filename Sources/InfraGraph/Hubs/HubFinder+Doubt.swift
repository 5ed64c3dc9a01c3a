extension HubFinder {
    /// Takes addresses for ordinary that are not surely hubs; the signs are kept.
    mutating func drop(below leastConfidence: Double) {
        for (address, verdict) in verdicts where verdict.probability < leastConfidence {
            var doubtful = verdict
            doubtful.hubClass = .ordinary
            record(doubtful, for: address)
        }
    }
}
