/// One direction of a TCP connection (RFC 9293), cut into DNS messages by their length fields (RFC 7766 section 8).
///
/// Of bytes that came twice the first count. A hole that is not filled costs the message it is in: the next one is found
/// by its place, where that is known, else at the start of a segment that looks like a message.
struct TCPStream {
    /// Takes a message and the time of the packet that completed it.
    typealias Deliver = (UnsafeRawBufferPointer, Int64) -> Void

    private struct Segment {
        var sequence: UInt32
        var time: Int64
        var bytes: [UInt8]

        /// The bytes with what holding them takes, so that many small segments have a bound too.
        var size: Int { bytes.count &+ 64 }
    }

    /// So many segments are held beyond a hole.
    static let mostSegments = 64
    /// So many bytes are held beyond a hole, with what holding them takes.
    static let mostBytes = 256 << 10
    /// Numbers further away than this are no part of the stream as it is known.
    static let window = 1 << 20

    private let first: UInt32
    /// The number of the byte that comes next.
    private var next: UInt32
    /// Whether it is not known where messages begin.
    private var isLost: Bool
    /// The beginning of a message.
    private var held: [UInt8] = []
    /// So many bytes of a broken message are still to come.
    private var toSkip = 0
    /// What came beyond a hole, by number.
    private var pending: [Segment] = []
    private var pendingBytes = 0
    /// Holes that were passed over, and bytes that are no messages.
    private(set) var gaps = 0

    /// The bytes held, with what holding them takes.
    var size: Int { held.count &+ pendingBytes }

    /// Begins a stream at a sequence number.
    ///
    /// - Parameters:
    ///   - sequence: the number of the first byte.
    ///   - isStart: whether the connection begins there; else a message need not.
    init(at sequence: UInt32, isStart: Bool) {
        first = sequence
        next = sequence
        isLost = !isStart
    }

    /// Whether the stream began at a number: its first segment may come again.
    func began(at sequence: UInt32) -> Bool {
        first == sequence
    }

    /// Takes a segment's bytes and delivers the messages they complete.
    mutating func add(_ bytes: UnsafeRawBufferPointer, at sequence: UInt32, time: Int64, _ deliver: Deliver) {
        let distance = Int(Int32(bitPattern: sequence &- next))
        if distance > Self.window || distance < -Self.window {
            flush(deliver)
            lose()
            next = sequence
        } else if distance > 0 {
            hold(bytes, at: sequence, time: time)
            while pending.count > Self.mostSegments || pendingBytes > Self.mostBytes { passHole(deliver) }
            return
        } else if distance < 0 {
            guard -distance < bytes.count else { return }
            accept(UnsafeRawBufferPointer(rebasing: bytes[(-distance)...]), time: time, deliver)
            return takePending(from: time, deliver)
        }
        accept(bytes, time: time, deliver)
        takePending(from: time, deliver)
    }

    /// Passes over all holes and delivers what is behind them.
    mutating func flush(_ deliver: Deliver) {
        while !pending.isEmpty { passHole(deliver) }
    }

    // MARK: - Order

    private mutating func hold(_ bytes: UnsafeRawBufferPointer, at sequence: UInt32, time: Int64) {
        let distance = sequence &- next
        let place = pending.lastIndex { $0.sequence &- next <= distance }.map { $0 + 1 } ?? 0
        if place > 0, pending[place - 1].sequence == sequence, pending[place - 1].bytes.count >= bytes.count { return }
        let segment = Segment(sequence: sequence, time: time, bytes: Array(bytes))
        pending.insert(segment, at: place)
        pendingBytes &+= segment.size
    }

    /// Takes the segments that follow now that those before them came.
    private mutating func takePending(from time: Int64, _ deliver: Deliver) {
        var latest = time
        while let first = pending.first {
            let behind = Int(Int32(bitPattern: next &- first.sequence))
            guard behind >= 0 else { return }
            pending.removeFirst()
            pendingBytes &-= first.size
            latest = max(latest, first.time)
            guard behind < first.bytes.count else { continue }
            first.bytes.withUnsafeBytes {
                accept(UnsafeRawBufferPointer(rebasing: $0[behind...]), time: latest, deliver)
            }
        }
    }

    /// Goes on behind the hole before the first segment that is held.
    private mutating func passHole(_ deliver: Deliver) {
        guard let first = pending.first else { return }
        let hole = Int(first.sequence &- next)
        let missing = held.count >= 2 ? messageLength(held[0], held[1]) &+ 2 &- held.count : toSkip
        if !isLost, missing >= hole {
            gaps &+= 1
            held = []
            toSkip = missing &- hole
        } else {
            lose()
        }
        next = first.sequence
        takePending(from: first.time, deliver)
    }

    private mutating func lose() {
        gaps &+= 1
        isLost = true
        held = []
        toSkip = 0
    }

    // MARK: - Messages

    /// Takes the next bytes in order.
    private mutating func accept(_ bytes: UnsafeRawBufferPointer, time: Int64, _ deliver: Deliver) {
        next &+= UInt32(truncatingIfNeeded: bytes.count)
        if isLost {
            guard Self.looksLikeMessage(bytes) else { return }
            isLost = false
        }
        var rest = bytes
        if toSkip > 0 {
            let skipped = min(toSkip, rest.count)
            toSkip &-= skipped
            rest = UnsafeRawBufferPointer(rebasing: rest[skipped...])
        }
        while !rest.isEmpty {
            if held.isEmpty, rest.count >= 2 {
                let length = messageLength(rest[0], rest[1])
                guard length >= 12 else { return lose() }
                guard rest.count >= length &+ 2 else {
                    held.append(contentsOf: rest)
                    return
                }
                deliver(UnsafeRawBufferPointer(rebasing: rest[2..<length &+ 2]), time)
                rest = UnsafeRawBufferPointer(rebasing: rest[(length &+ 2)...])
            } else {
                let wanted = held.count < 2 ? 2 : messageLength(held[0], held[1]) &+ 2
                let taken = min(wanted &- held.count, rest.count)
                held.append(contentsOf: rest[..<taken])
                rest = UnsafeRawBufferPointer(rebasing: rest[taken...])
                guard held.count == wanted else { return }
                if wanted == 2 {
                    guard messageLength(held[0], held[1]) >= 12 else { return lose() }
                } else {
                    held.withUnsafeBytes { deliver(UnsafeRawBufferPointer(rebasing: $0[2...]), time) }
                    held.removeAll(keepingCapacity: false)
                }
            }
        }
    }

    private func messageLength(_ high: UInt8, _ low: UInt8) -> Int {
        Int(high) << 8 | Int(low)
    }

    /// Whether a segment begins with a length field and the header of a plain message.
    ///
    /// That is a query or its answer with one question, and as many records as can be in it. With many programs the
    /// length field is a segment of its own.
    private static func looksLikeMessage(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard bytes.count >= 2 else { return false }
        let length = Int(bytes.bigEndian16(at: 0))
        guard bytes.count > 2 else { return length >= 17 }
        guard bytes.count >= 14, length >= 17 else { return false }
        let records = (8...12).filter { $0 % 2 == 0 }.reduce(0) { $0 &+ Int(bytes.bigEndian16(at: $1)) }
        return bytes[4] & 0x78 == 0 && bytes.bigEndian16(at: 6) == 1 && records &* 11 <= length &- 17
    }
}
