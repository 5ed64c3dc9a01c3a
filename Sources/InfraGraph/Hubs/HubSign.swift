package import PassiveDNS

/// One reason for or against an address being of a class.
public struct HubSign: Hashable, Sendable {
    /// The class it speaks of.
    public var hubClass: HubClass
    /// How much it weighs, in natural log-odds.
    public var nats: Double
    /// The reason in plain words.
    public var text: String

    init(_ hubClass: HubClass, _ nats: Double, _ text: String) {
        self.hubClass = hubClass
        self.nats = nats
        self.text = text
    }

    /// A sign whose text is only made where it is told.
    init(_ hubClass: HubClass, _ nats: Double, told isTold: Bool, _ text: @autoclosure () -> String) {
        self.init(hubClass, nats, isTold ? text() : "")
    }
}

/// What an address was judged to be.
struct HubVerdict: Sendable {
    /// The most probable class.
    var hubClass: HubClass
    /// How probable it is.
    var probability: Double
    /// What speaks for and against that class, or the next probable one where the address is ordinary.
    var signs: [HubSign]
    /// Where lists contradict each other.
    var conflicts: [String] = []
    /// Whether it is the analyst's word rather than the rules'.
    var isJudged = false

    /// Whether it says anything: of an ordinary address that no lists contradict each other about, nothing is kept.
    var isKept: Bool { hubClass != .ordinary || !conflicts.isEmpty }

    /// The signs in plain words.
    var evidence: [String] { signs.map(\.text) }

    /// What each class is worth before anything is known, in log-odds against an ordinary address.
    static let prior = -2.0

    /// Weighs the signs of all classes against each other.
    ///
    /// Each class starts at ``prior`` and adds its signs up; an ordinary address stays at 0. The most probable class
    /// wins; ordinary wins a tie.
    init(weighing signs: [HubSign], conflicts: [String] = []) {
        var odds: [(hubClass: HubClass, nats: Double)] = [(.ordinary, 0)]
        for hubClass in HubClass.allCases where hubClass != .ordinary {
            guard signs.contains(where: { $0.hubClass == hubClass }) else { continue }
            let nats = signs.lazy.filter { $0.hubClass == hubClass }.reduce(Self.prior) { $0 + $1.nats }
            odds.append((hubClass, min(12, max(-12, nats))))
        }
        var best = odds[0]
        for other in odds.dropFirst() where other.nats > best.nats { best = other }
        hubClass = best.hubClass
        probability = exponential(best.nats) / odds.reduce(0) { $0 + exponential($1.nats) }
        let told = odds.dropFirst().max { $0.nats < $1.nats }?.hubClass
        self.signs = signs.filter { $0.hubClass == told }
        self.conflicts = conflicts
    }

    /// What the analyst says, with the reasons.
    init(judged hubClass: HubClass, _ reasons: [String]) {
        self.hubClass = hubClass
        probability = 1
        signs = reasons.map { HubSign(hubClass, 0, $0) }
        isJudged = true
    }

    /// What a class that follows from the address's number alone is sure of.
    init(_ hubClass: HubClass, _ probability: Double, _ text: String) {
        self.hubClass = hubClass
        self.probability = probability
        signs = [HubSign(hubClass, logarithm(probability / max(1e-5, 1 - probability)), text)]
    }
}

/// A share as whole percent.
package func percent(_ share: Double) -> String {
    "\(share.isNaN ? 0 : Int(min(max((share * 100).rounded(), -1e9), 1e9))) %"
}

/// A number with one decimal.
func rounded(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return "\(tenths / 10).\(abs(tenths % 10))"
}

extension HubSign: Columned {
    package func write(to columns: inout ColumnWriter) throws {
        try columns.write(hubClass, nats, text)
    }

    package init(from columns: inout ColumnReader) throws {
        hubClass = try columns.read()
        nats = try columns.read()
        text = try columns.read()
    }
}

extension HubVerdict: Columned {
    func write(to columns: inout ColumnWriter) throws {
        try columns.write(hubClass, probability, signs, conflicts, isJudged)
    }

    init(from columns: inout ColumnReader) throws {
        hubClass = try columns.read()
        probability = try columns.read()
        signs = try columns.read()
        conflicts = try columns.read()
        isJudged = try columns.read()
    }
}
