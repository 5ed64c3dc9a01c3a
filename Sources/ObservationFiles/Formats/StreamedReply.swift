/// How the replies of DNSDB API v2 that a file holds came to their ends (Streaming API Framing).
///
/// A reply begins with `{"cond":"begin"}` and ends with `succeeded`, `limited` or `failed`; one that just stops was cut.
struct StreamedReply {
    private var isOpen = false
    private var cut = 0
    private var limits: [String: Int] = [:]
    private var failures: [String: Int] = [:]

    /// Takes note of a record.
    mutating func record() {
        isOpen = true
    }

    /// Takes note of a condition.
    mutating func condition(_ condition: String, message: String) {
        switch condition {
        case "begin":
            if isOpen { cut += 1 }
            isOpen = true
        case "succeeded": isOpen = false
        case "limited":
            isOpen = false
            Self.note(message, in: &limits)
        case "failed":
            isOpen = false
            Self.note(message, in: &failures)
        default: break
        }
    }

    /// What is to be said of the replies.
    var notices: [String] {
        let cut = cut + (isOpen ? 1 : 0)
        return (cut > 0 ? ["\(Self.replies(cut)) cut off, with no condition at the end; records may be missing"] : [])
            + limits.sorted { $0.key < $1.key }.map {
                "\(Self.replies($0.value)) limited (\($0.key)); records are missing"
            }
            + failures.sorted { $0.key < $1.key }.map {
                "\(Self.replies($0.value)) ended by a failure (\($0.key)); records may be missing"
            }
    }

    /// Different messages are bounded, in number and in length.
    private static func note(_ message: String, in counts: inout [String: Int]) {
        let key = counts.count < 16 ? String(message.prefix(120)) : "other reasons"
        counts[key, default: 0] += 1
    }

    private static func replies(_ count: Int) -> String {
        count == 1 ? "1 reply was" : "\(count) replies were"
    }
}
