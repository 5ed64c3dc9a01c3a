public import InfraGraph

/// The first page of a report that has a page for each campaign.
public struct ReportIndex: Sendable {
    /// A campaign and the file that tells it.
    public struct Entry: Sendable {
        /// The campaign.
        public var campaign: Campaign
        /// The name of its page's file, beside this one.
        public var file: String

        /// Makes an entry.
        public init(campaign: Campaign, file: String) {
            self.campaign = campaign
            self.file = file
        }
    }

    /// The heading.
    public var title: String
    /// The time that the data cover and the version of the weights.
    public var basis: String
    /// The campaigns, in the order in which they are listed.
    public var entries: [Entry]
    /// The campaigns and what may relate them, as SVG; `nil` where there is no such picture.
    public var overview: String?
    /// What a reader should know, such as what was left out.
    public var notes: [String]

    /// Makes an index.
    public init(title: String, basis: String, entries: [Entry], overview: String? = nil, notes: [String] = []) {
        self.title = title
        self.basis = basis
        self.entries = entries
        self.overview = overview
        self.notes = notes
    }
}
