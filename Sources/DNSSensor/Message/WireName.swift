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
        let room = min(longest, output.count)
        while true {
            // Labels up to the root or a reference lie one after another.
            let start = at
            var length = 0
            while at < message.count, at &- start <= room {
                length = Int(message[at])
                guard length > 0, length < 0x40 else { break }
                at = at &+ length &+ 1
            }
            guard at < message.count else { return nil }
            let end = length == 0 ? at &+ 1 : at
            guard length == 0 || length >= 0xc0, written &+ end &- start <= room else { return nil }
            lower(UnsafeRawBufferPointer(rebasing: message[start..<end]), to: output, at: written)
            written = written &+ end &- start
            if length == 0 { return written }
            references &+= 1
            guard at &+ 1 < message.count, references <= mostReferences else { return nil }
            at = Int(message.bigEndian16(at: at) & 0x3fff)
            guard at < earliest else { return nil }
            earliest = at
        }
    }

    /// Writes labels in lower case; their lengths are below any letter.
    private static func lower(
        _ labels: UnsafeRawBufferPointer,
        to output: UnsafeMutableRawBufferPointer,
        at place: Int
    ) {
        var at = 0
        while at &+ 8 <= labels.count {
            lowerWord(labels, at, to: output, at: place)
            at &+= 8
        }
        guard at < labels.count else { return }
        if labels.count >= 8 { return lowerWord(labels, labels.count &- 8, to: output, at: place) }
        while at < labels.count {
            output[place &+ at] = lowered(labels[at])
            at &+= 1
        }
    }

    @inline(__always)
    private static func lowerWord(
        _ labels: UnsafeRawBufferPointer,
        _ at: Int,
        to output: UnsafeMutableRawBufferPointer,
        at place: Int
    ) {
        let word = labels.loadUnaligned(fromByteOffset: at, as: UInt64.self)
        output.storeBytes(of: lowered(word), toByteOffset: place &+ at, as: UInt64.self)
    }

    /// Eight octets in lower case, where they are A to Z.
    @inline(__always)
    static func lowered(_ octets: UInt64) -> UInt64 {
        let each: UInt64 = 0x0101_0101_0101_0101
        let lower = octets & (each &* 0x7f)
        let fromA = lower &+ each &* (0x80 - 0x41)
        let beyondZ = lower &+ each &* (0x80 - 0x5b)
        return octets | (fromA & ~beyondZ & ~octets & (each &* 0x80)) >> 2
    }

    /// An octet in lower case, where it is one of A to Z (RFC 4343).
    @inline(__always)
    static func lowered(_ octet: UInt8) -> UInt8 {
        octet &- 0x41 < 26 ? octet | 0x20 : octet
    }
}
