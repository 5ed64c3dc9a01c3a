public import InfraGraph
public import PassiveDNS

/// What is known for certain, or believed on better grounds than an analysis: who held what and when.
///
/// Each table may be missing; figures that need it are then left out.
public struct Labels: Sendable {
    /// An owner's hold on a name.
    public struct Holding: Hashable, Sendable {
        /// The name.
        public var name: DomainName
        /// Who held it.
        public var owner: String
        /// The campaign it was used in; `nil` where it was used in none.
        public var campaign: String?

        /// Makes a hold.
        public init(name: DomainName, owner: String, campaign: String?) {
            self.name = name
            self.owner = owner
            self.campaign = campaign
        }
    }

    /// A time in which a name was on an address, and who held the name.
    public struct Tenure: Hashable, Sendable {
        /// The name.
        public var name: DomainName
        /// The address.
        public var address: IPAddress
        /// From when to when.
        public var period: Period
        /// Who held the name; `parking` and `sinkhole` for names in nobody's use.
        public var owner: String
        /// Whether any sensor saw it.
        public var isSeen: Bool

        /// Makes a tenure.
        public init(name: DomainName, address: IPAddress, period: Period, owner: String, isSeen: Bool) {
            self.name = name
            self.address = address
            self.period = period
            self.owner = owner
            self.isSeen = isSeen
        }
    }

    /// Who was behind an attack.
    public struct Author: Hashable, Sendable {
        /// The attack.
        public var attack: String
        /// Who was behind it.
        public var actor: String
        /// The campaign it was part of.
        public var campaign: String

        /// Makes the author of an attack.
        public init(attack: String, actor: String, campaign: String) {
            self.attack = attack
            self.actor = actor
            self.campaign = campaign
        }
    }

    /// Two names, and whether one owner held both.
    public struct Pair: Hashable, Sendable {
        /// The one name.
        public var a: DomainName
        /// The other.
        public var b: DomainName
        /// Whether one owner held both.
        public var isSame: Bool
        /// What kind of pair it is, such as `campaign-cloud-met`; figures are told for each kind.
        public var kind: String

        /// Makes a pair.
        public init(a: DomainName, b: DomainName, isSame: Bool, kind: String) {
            self.a = a
            self.b = b
            self.isSame = isSame
            self.kind = kind
        }
    }

    /// A name that belongs to a group, such as a campaign that somebody reported.
    public struct Membership: Hashable, Sendable {
        /// The name.
        public var name: DomainName
        /// The group; a name may be in several.
        public var group: String

        /// Makes a membership.
        public init(name: DomainName, group: String) {
            self.name = name
            self.group = group
        }
    }

    /// Holds on names (`domains.tsv`).
    public var holdings: [Holding]?
    /// Each address with its class (`ips.tsv`).
    public var places: [IPAddress: String]?
    /// Who was behind the attacks (`attacks.tsv`).
    public var authors: [Author]?
    /// Who held which name on which address and when (`tenures.tsv`).
    public var tenures: [Tenure]?
    /// Pairs of names (`pairs.tsv`).
    public var pairs: [Pair]?
    /// Names in groups (`groups.tsv`).
    public var groups: [Membership]?
    /// What the reports of the attacks named (`attacks.csv`).
    public var attacks: [AttackIndicator]?

    /// Makes labels of nothing.
    public init() {}
}
