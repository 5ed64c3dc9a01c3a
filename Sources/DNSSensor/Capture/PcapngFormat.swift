/// The [pcapng format](https://datatracker.ietf.org/doc/draft-ietf-opsawg-pcapng/): blocks, of which only sections,
/// interfaces and packets matter here.
struct PcapngFormat {
    /// The first bytes of a file, which read the same in either byte order.
    static let sectionHeader: UInt32 = 0x0a0d_0d0a
    /// So many interfaces at most in a section.
    static let mostInterfaces = 65_536

    private struct Interface {
        var link: LinkType
        var snapshotLength: Int
        var clock: PcapngClock
    }

    private var order = FieldOrder(isSwapped: false)
    private var interfaces: [Interface] = []
    /// What follows the packet that was given last: the rest of its block.
    private var rest = 0

    /// The next packet; `nil` at the end.
    mutating func next(_ buffer: inout CaptureBuffer) throws(CaptureDamage) -> CapturedPacket? {
        while true {
            guard buffer.skip(rest) else { throw CaptureDamage(reason: "the file ends inside a block") }
            rest = 0
            guard let header = buffer.peek(8) else {
                guard buffer.peek(1) == nil, buffer.damage == nil else {
                    throw CaptureDamage(reason: "the file ends inside a block")
                }
                return nil
            }
            let type = order.number32(header, at: 0)
            if type == Self.sectionHeader { try beginSection(&buffer) }
            guard let again = buffer.peek(8) else { throw CaptureDamage(reason: "the file ends inside a block") }
            let length = Int(order.number32(again, at: 4))
            guard length >= 12, length & 3 == 0 else {
                throw CaptureDamage(reason: "a block says it is \(length) bytes long")
            }
            rest = length
            switch type {
            case 1: try addInterface(try body(&buffer, min(length, CaptureBuffer.largest) &- 4))
            case 2, 6:
                if let packet = try packet(&buffer, length: length, isEnhanced: type == 6) { return packet }
            case 3: return try simplePacket(&buffer, length: length)
            default: break
            }
        }
    }

    /// The block's first bytes, its type and length among them.
    private func body(_ buffer: inout CaptureBuffer, _ count: Int) throws(CaptureDamage) -> UnsafeRawBufferPointer {
        guard let body = buffer.peek(count) else { throw CaptureDamage(reason: "the file ends inside a block") }
        return body
    }

    // MARK: - Blocks

    private mutating func beginSection(_ buffer: inout CaptureBuffer) throws(CaptureDamage) {
        let header = try body(&buffer, 16)
        switch header.bigEndian32(at: 8) {
        case 0x1a2b_3c4d: order = FieldOrder(isSwapped: false)
        case 0x4d3c_2b1a: order = FieldOrder(isSwapped: true)
        default: throw CaptureDamage(reason: "a section's byte order is not known")
        }
        guard order.number16(header, at: 12) == 1 else {
            throw CaptureDamage(reason: "a section is of version \(order.number16(header, at: 12)); only 1 is known")
        }
        interfaces = []
    }

    private mutating func addInterface(_ block: UnsafeRawBufferPointer) throws(CaptureDamage) {
        guard block.count >= 16, interfaces.count < Self.mostInterfaces else {
            throw CaptureDamage(reason: "an interface's block is too short, or there are too many")
        }
        let snapshotLength = Int(order.number32(block, at: 12))
        interfaces.append(
            Interface(
                link: LinkType(rawValue: UInt32(order.number16(block, at: 8))),
                snapshotLength: snapshotLength == 0 ? .max : snapshotLength,
                clock: try PcapngClock(options: UnsafeRawBufferPointer(rebasing: block[16...]), order)
            )
        )
    }

    /// An enhanced packet block, or the packet block it replaced, which counts interfaces in two bytes.
    private mutating func packet(
        _ buffer: inout CaptureBuffer,
        length: Int,
        isEnhanced: Bool
    ) throws(CaptureDamage) -> CapturedPacket? {
        guard length >= 32 else { throw CaptureDamage(reason: "its block is only \(length) bytes long") }
        let header = try body(&buffer, 28)
        let number = isEnhanced ? Int(order.number32(header, at: 8)) : Int(order.number16(header, at: 8))
        guard number < interfaces.count else {
            throw CaptureDamage(reason: "it is of interface \(number), of which nothing is known")
        }
        let ticks = UInt64(order.number32(header, at: 12)) << 32 | UInt64(order.number32(header, at: 16))
        let kept = Int(order.number32(header, at: 20))
        let original = Int(order.number32(header, at: 24))
        guard kept <= length &- 32 else {
            throw CaptureDamage(reason: "its \(kept) bytes are more than its block of \(length) holds")
        }
        _ = buffer.skip(28)
        rest = length &- 28
        let bytes = try buffer.take(kept)
        rest &-= bytes.count
        return CapturedPacket(
            bytes: bytes,
            link: interfaces[number].link,
            originalLength: max(original, kept),
            time: interfaces[number].clock.nanoseconds(ticks)
        )
    }

    /// A simple packet block, which is of the first interface and tells no time.
    private mutating func simplePacket(
        _ buffer: inout CaptureBuffer,
        length: Int
    ) throws(CaptureDamage) -> CapturedPacket {
        guard length >= 16, let interface = interfaces.first else {
            throw CaptureDamage(reason: "its block is too short, or comes before any interface")
        }
        let original = Int(order.number32(try body(&buffer, 12), at: 8))
        _ = buffer.skip(12)
        rest = length &- 12
        let bytes = try buffer.take(min(original, interface.snapshotLength, length &- 16))
        rest &-= bytes.count
        return CapturedPacket(bytes: bytes, link: interface.link, originalLength: original, time: nil)
    }
}
