/// Two units that may be kin.
struct UnitTie: Equatable, Sendable {
    /// The one unit.
    var a: Int32
    /// The other unit.
    var b: Int32
    /// The probability that one party controlled both.
    var score: Double
    /// The best shared address; −1 where they never met.
    var address: Int32
}

extension UnitLinks {
    /// The links of at least a score, one after the other.
    func ties(atLeast least: Double) -> some Sequence<UnitTie> {
        (0..<count).lazy.filter { score[$0] >= least }
            .map { UnitTie(a: a[$0], b: b[$0], score: score[$0], address: address[$0]) }
    }
}
