/// What an analyst said, who said it, when and why.
public struct Judgement: Hashable, Sendable {
    /// What was said.
    public enum Verdict: Hashable, Sendable {
        /// The two belong to one party: two names, or a name and then an address.
        case confirm(Indicator, Indicator)
        /// The two do not belong to one party: two names, or a name and then an address.
        case reject(Indicator, Indicator)
        /// Whoever holds the address holds it alone or with few others, whatever it looks like.
        case trust(IPAddress)
        /// The address ties nothing, whatever it looks like.
        case distrust(IPAddress)
        /// The campaign with this id has a name.
        case name(campaign: String, String)
    }

    /// A judgement's being taken back.
    public struct Undoing: Hashable, Sendable {
        /// Who took it back.
        public var author: String
        /// When.
        public var time: Timestamp

        /// Makes an undoing.
        public init(author: String, time: Timestamp) {
            self.author = author
            self.time = time
        }
    }

    /// Its place in the log, from 1; later judgements have larger numbers.
    public var number: Int
    /// What was said.
    public var verdict: Verdict
    /// Who said it; free text that may be hostile.
    public var author: String
    /// When.
    public var time: Timestamp
    /// Why; free text that may be hostile, empty where nothing was said.
    public var note: String
    /// That it was taken back; `nil` where it stands.
    public var undone: Undoing?

    /// Makes a judgement.
    public init(
        number: Int,
        verdict: Verdict,
        author: String,
        time: Timestamp,
        note: String = "",
        undone: Undoing? = nil
    ) {
        self.number = number
        self.verdict = verdict
        self.author = author
        self.time = time
        self.note = note
        self.undone = undone
    }
}

extension Judgement.Verdict {
    /// Both sides of a connection as a verdict on it wants them, a name first; `nil` where they are no two names and no
    /// name with an address, or the same name twice.
    public static func sides(_ a: Indicator, _ b: Indicator) -> (Indicator, Indicator)? {
        switch (a, b) {
        case (.name, .name): a == b ? nil : (a, b)
        case (.name, .address): (a, b)
        case (.address, .name): (b, a)
        default: nil
        }
    }

    /// What the verdict is about; verdicts on the same subject contradict or repeat each other.
    public var subject: [String] {
        switch self {
        case .confirm(let a, let b), .reject(let a, let b): [a.description, b.description].sorted()
        case .trust(let address), .distrust(let address): [address.description]
        case .name(let campaign, _): ["campaign " + campaign]
        }
    }
}

extension Judgement {
    /// What was said, by whom, when and why in one line, such as `rejected by kim on 2015-07-10: two cases (judgement 3)`.
    public var told: String {
        let word =
            switch verdict {
            case .confirm: "confirmed"
            case .reject: "rejected"
            case .trust: "trusted"
            case .distrust: "distrusted"
            case .name: "named"
            }
        let line = { (text: String) in text.split(whereSeparator: \.isNewline).joined(separator: " ") }
        let why = note.isEmpty ? "" : ": \(line(note))"
        return "\(word) by \(line(author)) on \(time.date)\(why) (judgement \(number))"
    }
}
