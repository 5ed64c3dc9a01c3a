/// A list of names and addresses that somebody published, such as a MISP warninglist.
public struct ReferenceList: Hashable, Sendable {
    /// What it is called; two lists of one name are versions of each other.
    public var name: String
    /// Which version it is; empty where it has none.
    public var version: String
    /// What its entries are.
    public var listClass: ListClass
    /// What it says of itself.
    public var description: String
    /// The entries, each once, in the order of the file.
    public var entries: [Entry]

    /// Makes a list.
    public init(name: String, version: String, listClass: ListClass, description: String, entries: [Entry]) {
        self.name = name
        self.version = version
        self.listClass = listClass
        self.description = description
        self.entries = entries
    }

    /// How an entry is compared; the names are those of MISP's warninglist format.
    public enum Match: String, Hashable, Sendable, CaseIterable {
        /// The whole name.
        case string
        /// Any part of a name.
        case substring
        /// The name and all names below it.
        case hostname
        /// An address or a block of addresses.
        case cidr
        /// A ``BoundedPattern``.
        case regex
    }

    /// One entry in canonical form.
    public struct Entry: Hashable, Sendable {
        /// How it is compared.
        public var match: Match
        /// A canonical name, a block in CIDR notation, or a pattern.
        public var text: String

        /// Makes an entry; the text is trusted to be canonical.
        public init(_ match: Match, _ text: String) {
            self.match = match
            self.text = text
        }
    }
}
