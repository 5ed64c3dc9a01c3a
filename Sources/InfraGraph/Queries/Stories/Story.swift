public import PassiveDNS

/// What is known of a campaign, a connection, an address or a domain, told in the order of time and ready for a report.
public struct Story: Sendable {
    /// One thing that happened, or that speaks for or against.
    public struct Event: Sendable {
        /// When; `nil` where it has no date.
        public var period: Period?
        /// What it is about.
        public var kind: Kind
        /// One or a few sentences in plain words.
        public var text: String
        /// The names and addresses that it is about.
        public var indicators: [String]
    }

    /// What an event is about.
    public enum Kind: String, Hashable, Sendable {
        /// The whole in a few sentences.
        case summary
        /// Names came up, moved, came back, or were last seen.
        case arrival, move, comeback, silence
        /// A domain got another holder, perhaps.
        case ownership
        /// A domain was taken away by investigators.
        case seizure
        /// Somebody was on an address.
        case tenancy
        /// A campaign held a name or used an address.
        case campaign
        /// A reason to believe, or not to, and what decides nothing.
        case support, objection, neutral
        /// A step of the sum that gives the score.
        case weight
        /// An address that ties nothing.
        case hub
        /// A name that hangs loosely on a campaign.
        case periphery
        /// Another campaign that may belong to the same party.
        case relation
        /// What a campaign would fall apart without.
        case bridge
        /// How a member is tied to its campaign.
        case path

        /// Whether an event of this kind belongs to its date, not only to a time.
        public var isOccurrence: Bool {
            switch self {
            case .arrival, .move, .comeback, .silence, .ownership, .seizure, .tenancy, .summary: true
            case .campaign, .support, .objection, .neutral, .weight, .hub, .periphery, .relation, .bridge, .path: false
            }
        }
    }

    /// Events under one heading.
    public struct Chapter: Sendable {
        /// The heading.
        public var heading: String
        /// What it tells; in the order of time where events are dated.
        public var events: [Event]
    }

    /// What the story is about.
    public var title: String
    /// The chapters that have something to tell.
    public var chapters: [Chapter] = []

    mutating func add(_ heading: String, _ events: [Event]) {
        if !events.isEmpty { chapters.append(Chapter(heading: heading, events: events)) }
    }
}

extension Story.Event {
    init(_ kind: Story.Kind, _ text: String, on period: Period? = nil, of indicators: [String] = []) {
        self.init(period: period, kind: kind, text: text, indicators: indicators)
    }
}
