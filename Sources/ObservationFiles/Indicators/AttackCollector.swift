internal import PassiveDNS

/// Gathers what a document says of attacks, and what of it makes no sense.
struct AttackCollector {
    let file: String
    private(set) var found: [AttackRecord] = []
    private(set) var refused = RejectList()
    /// Indicators that were looked at.
    private(set) var records = 0
    private var seen: Set<AttackRecord> = []

    init(file: String) {
        self.file = file
    }

    /// Takes an indicator as it is written, at a line and in a named field; the same one of the same attack and date counts
    /// once.
    mutating func add(_ text: String, attack: String, date: Timestamp?, at place: (line: Int, field: String)) {
        records += 1
        do {
            let record = AttackRecord(attack: attack, date: date, indicator: try TableReader.indicator(text))
            if seen.insert(record).inserted { found.append(record) }
        } catch {
            let problem = error as? RowWriter.Problem
            refused.append(
                Reject(
                    file: file,
                    line: place.line,
                    field: place.field,
                    reason: problem?.reason ?? "\(error)",
                    text: String(text.prefix(1_000))
                )
            )
        }
    }
}
