/// The fixed beginning of every message (RFC 1035 section 4.1.1).
struct MessageHeader {
    /// Its length in octets.
    static let length = 12

    let id: UInt16
    let flags: UInt16
    /// How many questions, answers, authority and additional records follow, by the message's own word.
    let questions: Int
    let answers: Int
    let authorities: Int
    let additionals: Int

    /// Reads the header, or `nil` where the message is too short to have one.
    init?(_ message: UnsafeRawBufferPointer) {
        guard message.count >= Self.length else { return nil }
        id = message.bigEndian16(at: 0)
        flags = message.bigEndian16(at: 2)
        questions = Int(message.bigEndian16(at: 4))
        answers = Int(message.bigEndian16(at: 6))
        authorities = Int(message.bigEndian16(at: 8))
        additionals = Int(message.bigEndian16(at: 10))
    }

    /// Whether this answers a question (QR).
    var isResponse: Bool { flags & 0x8000 != 0 }

    /// The kind of question; 0 is a plain query (RFC 1035), 5 an update (RFC 2136).
    var opcode: UInt16 { flags >> 11 & 15 }

    /// Whether records were left out for want of space (TC).
    var isTruncated: Bool { flags & 0x0200 != 0 }

    /// Whether the server is to ask others where it does not know itself (RD); answers repeat it.
    var isRecursive: Bool { flags & 0x0100 != 0 }

    /// The response code without EDNS' upper bits (RFC 6895 section 2.3).
    var code: UInt16 { flags & 15 }
}
