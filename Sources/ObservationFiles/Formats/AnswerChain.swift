internal import PassiveDNS

/// Gives answers their owners and types where a log keeps only the question and bare data.
///
/// To a question for addresses the answers come in the order of the message: names before addresses are a chain of
/// aliases, and addresses belong to its last name. To a question for names (NS, PTR, DNAME) all belong to the name that
/// was asked; pointers may stand behind aliases within `.arpa` (RFC 2317). What else there is can't be told from bare data.
struct AnswerChain {
    private let asked: RecordType?
    private(set) var owner: UnsafeRawBufferPointer

    /// - Parameters:
    ///   - query: the name that was asked for; must outlive the chain.
    ///   - asked: the type that was asked for; `nil` where the log lacks it.
    init(query: UnsafeRawBufferPointer, asked: RecordType?) {
        owner = query
        self.asked = asked
    }

    /// A record without its data.
    struct Record {
        var owner: UnsafeRawBufferPointer
        var type: RecordType
    }

    /// The record that the next answer makes; `nil` where that can't be told.
    mutating func record(of answer: UnsafeRawBufferPointer) -> Record? {
        let asksAll = asked == .any
        if answer.isWrittenAsAddress {
            guard asked?.isAddress ?? true || asksAll else { return nil }
            return Record(owner: owner, type: answer.holds(UInt8(ascii: ":")) ? .aaaa : .a)
        }
        // Data that a log spells out, such as `TXT 5 hello` or `<unknown type=65>`, are no names.
        guard !asksAll, !answer.isEmpty, !answer.holds(UInt8(ascii: " ")), answer[0] != UInt8(ascii: "<") else {
            return nil
        }
        if asked?.isAddress ?? true || asked == .cname || (asked == .ptr && answer.isBelowArpa) {
            defer { owner = answer }
            return Record(owner: owner, type: .cname)
        }
        guard let asked, asked.isName else { return nil }
        return Record(owner: owner, type: asked)
    }
}

extension RecordType {
    /// A question for all types (RFC 8482).
    static let any = RecordType(rawValue: 255)

    /// Whether logs that keep bare data hold those of this type whole.
    var isWholeInLogs: Bool { isAddress || isName }
}

extension UnsafeRawBufferPointer {
    /// Whether this is digits and dots, or holds a colon: no host's name is such (RFC 1123 section 2.1).
    fileprivate var isWrittenAsAddress: Bool {
        guard let last, last &- UInt8(ascii: "0") <= 9 else { return holds(UInt8(ascii: ":")) }
        return allSatisfy { $0 &- UInt8(ascii: "0") <= 9 || $0 == UInt8(ascii: ".") } || holds(UInt8(ascii: ":"))
    }

    fileprivate var isBelowArpa: Bool {
        var name = self
        if name.last == UInt8(ascii: ".") { name = UnsafeRawBufferPointer(rebasing: name.dropLast()) }
        return name.count > 5
            && zip(name.suffix(5), ".arpa".utf8).allSatisfy { $0 | 0x20 == $1 | 0x20 }
    }
}

/// The ports of name services that are not the DNS: NetBIOS, multicast DNS and LLMNR.
func isLocalNamePort(_ port: Int64) -> Bool {
    port == 137 || port == 5353 || port == 5355
}
