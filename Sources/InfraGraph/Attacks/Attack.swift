public import PassiveDNS

/// An indicator that a report of an attack names.
public struct AttackIndicator: Hashable, Sendable {
    /// The attack.
    public var attack: String
    /// When the attack was, where the report says.
    public var date: Timestamp?
    /// What the report names.
    public var indicator: Indicator

    /// Makes an attack's indicator.
    public init(attack: String, date: Timestamp?, indicator: Indicator) {
        self.attack = attack
        self.date = date
        self.indicator = indicator
    }
}

/// An attack and what ties it to others.
public struct LinkedAttack: Sendable {
    /// Infrastructure that another attack used as well, while it was this attack's own.
    public struct Link: Sendable {
        /// The other attack.
        public var attack: String
        /// How valid the link is, 0…1.
        public var score: Double
        /// From this attack's indicator to the other's: names and addresses in turn.
        public var path: [String]
        /// The link in plain words.
        public var text: String
    }

    /// The attack.
    public var attack: String
    /// Attacks with the same group are linked, directly or through others; the group is named after its first attack.
    public var group: String
    /// The links to other attacks, strongest first.
    public var links: [Link]
    /// Indicators that stand for no holder, with the reason in plain words (a sinkhole, nothing seen at that time, …).
    ///
    /// Those that nobody saw tie attacks that name them too, the nearer in time the more surely, and nothing else.
    public var unused: [String]
}
