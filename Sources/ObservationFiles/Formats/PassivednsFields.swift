/// The columns of a line of gamelinux passivedns, by the letters of its option `-f`.
struct PassivednsFields {
    private(set) var count = 0
    private(set) var time = -1
    private(set) var query = -1
    private(set) var type = -1
    private(set) var answer = -1
    private(set) var recordClass = -1
    private(set) var sightings = -1
    private(set) var host = -1

    /// Its default.
    static let usual = "SMcsCQTAtn"

    /// - Throws: which letter is none, or which field is missing.
    init(letters: String) throws(RowWriter.Problem) {
        var previous: Character = " "
        for letter in letters {
            defer { previous = letter }
            switch letter {
            case "S": time = count
            // Microseconds stand behind the seconds in one column.
            case "M":
                if previous == "S" { continue }
                throw RowWriter.Problem(field: "--fields", reason: "M is the fraction of S and stands behind it")
            case "H": if time < 0 { time = count }
            case "Q": query = count
            case "T": type = count
            case "A": answer = count
            case "C": recordClass = count
            case "n": sightings = count
            case "h": host = count
            case "c", "s", "w", "W", "p", "L", "l", "t": break
            default:
                throw RowWriter.Problem(
                    field: "--fields",
                    reason: "\(letter) is no field of passivedns; it knows S M H c s w W p h C Q L T A l t n"
                )
            }
            count += 1
        }
        guard time >= 0, query >= 0, type >= 0, answer >= 0 else {
            throw RowWriter.Problem(field: "--fields", reason: "a time (S or H), Q, T and A are needed")
        }
    }
}

/// The words that passivedns writes in place of data where a query failed.
func isResponseCode(_ answer: UnsafeRawBufferPointer) -> Bool {
    switch answer.count {
    case 7...8:
        for code: StaticString in [
            "FORMERR", "SERVFAIL", "NXDOMAIN", "NOTIMPL", "REFUSED", "YXDOMAIN", "YXRRSET", "NXRRSET", "NOTAUTH",
            "NOTZONE",
        ] where equal(answer, code) { return true }
        return false
    default: return answer.starts(with: "UNKNOWN-ERROR-".utf8)
    }
}
