internal import PassiveDNS

/// Colours from the first to the last day of a picture.
///
/// From dark blue to ochre by way of green: hue and lightness both change along the way (after cividis, Nuñez, Anderton and
/// Renslow, PLOS ONE 2018), so that earlier and later differ for the colour-blind and in grey; all stand out enough from
/// their paper for lines (a contrast of 3 and more).
struct TimeRamp {
    let period: Period?

    /// Red, green and blue, from the first to the last.
    let stops: [(Double, Double, Double)]

    /// The colour of a moment, such as `#10205C`.
    func colour(of moment: Timestamp) -> String {
        guard let period else { return colour(at: 0) }
        let whole = Double(period.last.seconds) - Double(period.first.seconds)
        return colour(at: whole > 0 ? (Double(moment.seconds) - Double(period.first.seconds)) / whole : 0)
    }

    /// The colour at a share of the way, 0…1.
    func colour(at share: Double) -> String {
        let place = min(max(share, 0), 1) * Double(stops.count - 1)
        let at = min(Int(place), stops.count - 2)
        let (from, to, part) = (stops[at], stops[at + 1], place - Double(at))
        let mix = { (a: Double, b: Double) in Int((a + (b - a) * part).rounded()) }
        return "#" + [mix(from.0, to.0), mix(from.1, to.1), mix(from.2, to.2)].map { Self.hex($0) }.joined()
    }

    private static func hex(_ value: Int) -> String {
        let digits = String(value, radix: 16, uppercase: true)
        return value < 16 ? "0" + digits : digits
    }
}
