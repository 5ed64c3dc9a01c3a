public import InfraGraph

/// What a report tells: campaigns with their pictures, and what they rest on.
public struct CampaignReport: Sendable {
    /// A campaign and its pictures.
    public struct Section: Sendable {
        /// The campaign.
        public var campaign: Campaign
        /// Its story.
        public var story: Story
        /// What the parts of its map stand for.
        public var scene: MapScene
        /// Its map as SVG; `nil` where it could not be drawn.
        public var map: String?
        /// Its timeline as SVG; `nil` where there is none.
        public var timeline: String?
        /// How its international names are read.
        public var spellings: [String: Spelling]
        /// What a reader should know of the pictures, such as what was left out of them.
        public var notes: [String]

        /// Makes a section.
        public init(
            campaign: Campaign,
            story: Story,
            scene: MapScene,
            map: String?,
            timeline: String?,
            spellings: [String: Spelling] = [:],
            notes: [String] = []
        ) {
            self.campaign = campaign
            self.story = story
            self.scene = scene
            self.map = map
            self.timeline = timeline
            self.spellings = spellings
            self.notes = notes
        }
    }

    /// The heading.
    public var title: String
    /// The time that the data cover and the version of the weights.
    public var basis: String
    /// The campaigns, in the order in which they are told.
    public var sections: [Section]

    /// Makes a report.
    public init(title: String, basis: String, sections: [Section]) {
        self.title = title
        self.basis = basis
        self.sections = sections
    }
}
