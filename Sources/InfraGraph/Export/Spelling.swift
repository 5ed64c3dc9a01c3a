/// An international name (IDNA) as its reader sees it.
public struct Spelling: Hashable, Sendable {
    /// The name in letters.
    public var letters: String
    /// The ASCII name that those letters read like, where they do (a homograph).
    public var lookalike: String?

    /// Makes a spelling.
    public init(letters: String, lookalike: String? = nil) {
        self.letters = letters
        self.lookalike = lookalike
    }

    /// What there is to say of it, in plain words.
    public var facts: [String] {
        ["in letters: \(letters)"] + (lookalike.map { ["reads like \($0): perhaps a homograph"] } ?? [])
    }

    /// The letters in quotes and what they read like, as one line.
    public var line: String {
        "“\(letters)”" + (lookalike.map { ", reads like \($0)" } ?? "")
    }
}
