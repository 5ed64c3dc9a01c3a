/// Domain names as messages hold them: labels with their lengths, the rest possibly by reference (RFC 1035 section 4.1.4).
///
/// A reference must point before the labels that lead to it, so that following references comes to an end whatever the
/// message holds.
enum WireName {
    /// The longest name, in octets with the lengths and the root's (RFC 1035 section 2.3.4).
    static let longest = 255

    /// How many references a name may take: one for each label that it can have.
    private static let mostReferences = 127

    /// Where a name that begins at an offset ends, or `nil` where it runs out of the message or has an unknown kind of label.
    ///
    /// References are passed over, not followed.
    static func end(in message: UnsafeRawBufferPointer, at offset: Int) -> Int? {
        var at = offset
        while at < message.count {
            let length = Int(message[at])
            if length == 0 { return at &+ 1 }
            if length >= 0xc0 { return at &+ 2 <= message.count ? at &+ 2 : nil }
            guard length < 0x40 else { return nil }
            at = at &+ length &+ 1
        }
        return nil
    }

    /// Where a name lies: that which is nothing but a reference lies where it points to.
    static func place(in message: UnsafeRawBufferPointer, at offset: Int) -> Int {
        guard offset &+ 1 < message.count, message[offset] >= 0xc0 else { return offset }
        return Int(message.bigEndian16(at: offset) & 0x3fff)
    }

    /// Writes a name without references and in lower case; ``longest`` octets are always room enough.
    ///
    /// - Returns: how many octets were written, or `nil` where there is no name of legal length.
    static func write(
        _ message: UnsafeRawBufferPointer,
        at offset: Int,
        to output: UnsafeMutableRawBufferPointer
    ) -> Int? {
        var at = offset
        var earliest = offset
        var written = 0
        var references = 0
        while at < message.count {
            let length = Int(message[at])
            if length >= 0xc0 {
                references &+= 1
                guard at &+ 1 < message.count, references <= mostReferences else { return nil }
                let target = Int(message.bigEndian16(at: at) & 0x3fff)
                guard target < earliest else { return nil }
                earliest = target
                at = target
                continue
            }
            let next = at &+ length &+ 1
            let end = written &+ length &+ 1
            guard length < 0x40, next <= message.count, end <= longest, end <= output.count else { return nil }
            output[written] = UInt8(truncatingIfNeeded: length)
            written &+= 1
            at &+= 1
            while at < next {
                output[written] = lowered(message[at])
                written &+= 1
                at &+= 1
            }
            if length == 0 { return written }
        }
        return nil
    }

    /// An octet in lower case, where it is one of A to Z (RFC 4343).
    @inline(__always)
    static func lowered(_ octet: UInt8) -> UInt8 {
        octet &- 0x41 < 26 ? octet | 0x20 : octet
    }
}
