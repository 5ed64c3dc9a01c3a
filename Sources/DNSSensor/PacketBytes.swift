/// What is left of a packet while its headers are taken off, one after another.
struct PacketBytes {
    /// From the next header on.
    var bytes: UnsafeRawBufferPointer
    /// Whether bytes are missing at the end because the capture did not keep them.
    var isCut: Bool
    /// When it was captured, in nanoseconds since 1970, UTC.
    var time: Int64
    /// How many tunnels it came through.
    var depth = 0

    var count: Int { bytes.count }

    /// What a packet is that ends before its header does.
    var tooShort: PacketCounters.Outcome { isCut ? .truncated : .malformed }

    /// The rest after a header; the caller has checked that it is there.
    func after(_ header: Int) -> PacketBytes {
        PacketBytes(bytes: UnsafeRawBufferPointer(rebasing: bytes[header...]), isCut: isCut, time: time, depth: depth)
    }

    /// The first bytes, as many as a length field says; what follows them is padding.
    func prefix(_ length: Int) -> PacketBytes {
        guard length <= bytes.count else { return self }
        return PacketBytes(
            bytes: UnsafeRawBufferPointer(rebasing: bytes[..<length]),
            isCut: false,
            time: time,
            depth: depth
        )
    }

    subscript(offset: Int) -> UInt8 { bytes[offset] }

    func bigEndian16(at offset: Int) -> UInt16 { bytes.bigEndian16(at: offset) }

    func bigEndian32(at offset: Int) -> UInt32 { bytes.bigEndian32(at: offset) }
}
