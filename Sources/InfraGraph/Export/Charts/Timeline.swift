public import PassiveDNS

/// What a timeline shows: names, and when each was on which address.
///
/// The model knows nothing of colours or layout. Everything comes in a stable order, so that the same analysis always gives
/// the same picture.
public struct Timeline: Sendable {
    /// An address that the names were on.
    public struct Address: Sendable {
        /// The address in text form.
        public var label: String
        /// What it is, where it was left out of linking ("sinkhole", "parking", …); `nil` where it ties names.
        public var hubClass: String?
        /// Who runs the sinkhole, where that is known.
        public var operatorName: String?
        /// How many of the names were on it in their holders' time.
        public var names: Int

        /// Makes an address.
        public init(label: String, hubClass: String? = nil, operatorName: String? = nil, names: Int) {
            self.label = label
            self.hubClass = hubClass
            self.operatorName = operatorName
            self.names = names
        }
    }

    /// A tenure, or the part of it that one holder had.
    public struct Bar: Sendable {
        /// The address, an index into ``Timeline/addresses``.
        public var address: Int
        /// When the name was on it.
        public var period: Period
        /// How often it was seen there, over the whole tenure.
        public var sightings: Int64
        /// Whether it belongs to the holder that the row is about, not to one before or after.
        public var isHolders: Bool

        /// Makes a bar.
        public init(address: Int, period: Period, sightings: Int64 = 1, isHolders: Bool = true) {
            self.address = address
            self.period = period
            self.sightings = sightings
            self.isHolders = isHolders
        }
    }

    /// What happened at one moment.
    public struct Mark: Sendable {
        /// What kind of thing happened.
        public enum Kind: String, CaseIterable, Sendable {
            /// Somebody registered the domain.
            case registered
            /// The domain changed hands.
            case changed
            /// The domain was pointed at a sinkhole.
            case seized
            /// The name or address was seen in an attack.
            case attack
        }

        /// What kind of thing happened.
        public var kind: Kind
        /// When.
        public var at: Timestamp
        /// What happened, in plain words.
        public var text: String

        /// Makes a mark.
        public init(kind: Kind, at: Timestamp, text: String) {
            self.kind = kind
            self.at = at
            self.text = text
        }
    }

    /// A name.
    public struct Row: Sendable {
        /// The name in canonical form; it comes from the data and may be hostile or long.
        public var name: String
        /// When its holder used it.
        public var period: Period
        /// How sure it is that it belongs here, 0…1; `nil` where nobody claims so.
        public var confidence: Double?
        /// Whether the analyst started from it.
        public var isSeed: Bool
        /// How the name is read, where it is an international one.
        public var spelling: Spelling?
        /// Where it was, in the order of time.
        public var bars: [Bar]
        /// When it was seen in attacks.
        public var marks: [Mark]

        /// Makes a row.
        public init(
            name: String,
            period: Period,
            confidence: Double? = nil,
            isSeed: Bool = false,
            spelling: Spelling? = nil,
            bars: [Bar] = [],
            marks: [Mark] = []
        ) {
            self.name = name
            self.period = period
            self.confidence = confidence
            self.isSeed = isSeed
            self.spelling = spelling
            self.bars = bars
            self.marks = marks
        }
    }

    /// The names of one registrable domain.
    public struct Group: Sendable {
        /// The registrable domain.
        public var domain: String
        /// The names, in the order in which they were first seen.
        public var rows: [Row]
        /// What happened to the domain: registrations, changes of hands, seizures; in the order of time.
        public var marks: [Mark]

        /// Makes a group.
        public init(domain: String, rows: [Row], marks: [Mark] = []) {
            self.domain = domain
            self.rows = rows
            self.marks = marks
        }
    }

    /// What the timeline shows, in a few words: a campaign's id, or a name.
    public var title: String
    /// The facts below the title, a line each.
    public var facts: [String]
    /// The domains, in the order in which they were first seen.
    public var groups: [Group]
    /// The addresses: those that tie most names first, hubs last.
    public var addresses: [Address]
    /// When addresses were seen in attacks.
    public var marks: [Mark]
    /// The time that the data cover; `nil` where nobody says.
    public var covered: Period?
    /// What was left out of the picture and why, in plain words; empty where nothing was.
    public var omissions: [String]

    /// How many names there are.
    public var rowCount: Int { groups.reduce(0) { $0 + $1.rows.count } }

    /// Makes a timeline.
    public init(
        title: String,
        facts: [String] = [],
        groups: [Group] = [],
        addresses: [Address] = [],
        marks: [Mark] = [],
        covered: Period? = nil,
        omissions: [String] = []
    ) {
        self.title = title
        self.facts = facts
        self.groups = groups
        self.addresses = addresses
        self.marks = marks
        self.covered = covered
        self.omissions = omissions
    }
}
