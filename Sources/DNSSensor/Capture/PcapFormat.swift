/// The [pcap format](https://datatracker.ietf.org/doc/draft-ietf-opsawg-pcap/): a header, then records.
struct PcapFormat {
    /// The length of the file's header, in bytes.
    static let fileHeader = 24

    private let order: FieldOrder
    private let link: LinkType
    /// 1,000 or 1: what a unit of a second's fraction is, in nanoseconds.
    private let unit: Int64
    /// 16, or 24 in the variant that was patched to name interfaces.
    private let recordHeader: Int
    /// What follows the part that was given of a huge packet.
    private var rest = 0

    /// Reads the file's header; `nil` where it is of another format.
    init?(_ header: UnsafeRawBufferPointer) {
        let magic = header.bigEndian32(at: 0)
        switch magic {
        case 0xa1b2_c3d4, 0xa1b2_3c4d, 0xa1b2_cd34: order = FieldOrder(isSwapped: false)
        case 0xd4c3_b2a1, 0x4d3c_b2a1, 0x34cd_b2a1: order = FieldOrder(isSwapped: true)
        default: return nil
        }
        let native = order.number32(header, at: 0)
        guard order.number16(header, at: 4) == 2 else { return nil }
        unit = native == 0xa1b2_3c4d ? 1 : 1_000
        recordHeader = native == 0xa1b2_cd34 ? 24 : 16
        link = LinkType(rawValue: order.number32(header, at: 20) & 0x03ff_ffff)
    }

    /// The next packet; `nil` at the end.
    mutating func next(_ buffer: inout CaptureBuffer) throws(CaptureDamage) -> CapturedPacket? {
        guard buffer.skip(rest) else { throw CaptureDamage(reason: "the file ends inside the packet before it") }
        rest = 0
        guard let header = buffer.peek(recordHeader) else {
            guard buffer.peek(1) == nil, buffer.damage == nil else {
                throw CaptureDamage(reason: "the file ends inside its header")
            }
            return nil
        }
        let seconds = Int64(order.number32(header, at: 0))
        let fraction = Int64(order.number32(header, at: 4))
        let length = Int(order.number32(header, at: 8))
        let original = Int(order.number32(header, at: 12))
        _ = buffer.skip(recordHeader)
        let bytes = try buffer.take(length)
        rest = length &- bytes.count
        return CapturedPacket(
            bytes: bytes,
            link: link,
            originalLength: max(original, length),
            time: seconds &* 1_000_000_000 &+ fraction &* unit
        )
    }
}

extension CaptureBuffer {
    /// A packet's bytes, of which only the first mebibyte is looked at.
    mutating func take(_ length: Int) throws(CaptureDamage) -> UnsafeRawBufferPointer {
        let kept = min(length, Self.largest)
        guard let bytes = peek(kept) else {
            throw CaptureDamage(reason: "the file ends inside its \(length) bytes")
        }
        _ = skip(kept)
        return bytes
    }
}
