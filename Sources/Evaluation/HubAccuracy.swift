public import InfraGraph
internal import PassiveDNS

/// How well addresses left out of linking fit what they are.
///
/// Judged are the addresses that are busy enough to matter: on which at least ten names were seen, and all bogons. Bots of
/// fast-flux networks, and addresses of no known class, are not judged.
public struct HubAccuracy: Sendable {
    /// One class, or all of them.
    public struct Class: Sendable {
        /// Precision and recall over the judged addresses.
        public var accuracy: Accuracy
        /// How many judged addresses are of the class.
        public var count: Int
    }

    /// The classes that ``byClass`` tells of.
    public static let classes: [HubClass] = [.sinkhole, .parking, .cdn, .shared, .bogon]
    /// Each of ``classes``, in that order.
    public var byClass: [Class]
    /// All addresses that should be left out, whatever their class.
    public var any: Class
    /// The mean F1 of ``byClass``.
    public var macroF1: Double { byClass.reduce(0) { $0 + $1.accuracy.f1 } / Double(byClass.count) }

    private static let fewestNames = 10

    init(_ hubs: [Hub], places: [IPAddress: String], tenures: [Labels.Tenure]) {
        var names: [IPAddress: Set<DomainName>] = [:]
        for tenure in tenures where tenure.isSeen { names[tenure.address, default: []].insert(tenure.name) }
        var judged: [IPAddress: String] = [:]
        for (address, seen) in names {
            guard let place = places[address], place != HubClass.flux.rawValue else { continue }
            if seen.count >= Self.fewestNames || place == HubClass.bogon.rawValue { judged[address] = place }
        }
        var said: [IPAddress: HubClass] = [:]
        for hub in hubs where hub.hubClass.isLeftOut { said[hub.address] = hub.hubClass }

        byClass = Self.classes.map { hubClass in
            Class(
                accuracy: Accuracy(
                    hits: judged.count { $0.value == hubClass.rawValue && said[$0.key] == hubClass },
                    said: judged.count { said[$0.key] == hubClass },
                    right: judged.count { $0.value == hubClass.rawValue }
                ),
                count: judged.count { $0.value == hubClass.rawValue }
            )
        }
        let isHub = { (place: String) in HubClass(rawValue: place)?.isLeftOut ?? false }
        let right = judged.count { isHub($0.value) }
        any = Class(
            accuracy: Accuracy(
                hits: judged.count { isHub($0.value) && said[$0.key] != nil },
                said: judged.count { said[$0.key] != nil },
                right: right
            ),
            count: right
        )
    }
}
