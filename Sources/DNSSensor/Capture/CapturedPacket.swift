/// A packet as a capture file holds it.
struct CapturedPacket {
    /// The bytes that were kept; valid until the next packet is read.
    var bytes: UnsafeRawBufferPointer
    var link: LinkType
    /// The length on the wire, in bytes.
    var originalLength: Int
    /// When it was captured, in nanoseconds since 1970, UTC; `nil` where the file does not tell.
    var time: Int64?
}
