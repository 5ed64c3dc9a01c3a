/// Frame Streams as dnstap uses them: the reader's side of one stream, without input or output of its own.
///
/// A stream is `START`, data frames, `STOP`; where both ends talk, `READY` comes first and is answered with `ACCEPT`, and `STOP`
/// is answered with `FINISH`. After it another stream may begin, as in files that were put together. Data frames that are longer than any dnstap message can be are passed over and counted.
struct FrameStream {
    /// The content type of dnstap.
    static let contentType = "protobuf:dnstap.Dnstap"
    /// The longest data frame that is read, in octets: two DNS messages and ample room for what is said of them.
    static let longestFrame = 1 << 20
    private static let longestControl = 512

    private enum Control {
        static let accept: UInt32 = 1
        static let start: UInt32 = 2
        static let stop: UInt32 = 3
        static let ready: UInt32 = 4
        static let finish: UInt32 = 5
    }

    private enum State {
        case beginning, accepted, started, stopped
    }

    private var state = State.beginning
    private var isAnswered = false
    /// Octets that came and make no whole frame yet.
    private var pending: [UInt8] = []
    /// Octets of a frame that is too long which are still to come.
    private var toPass = 0
    /// Data frames that were passed over because they are too long.
    private(set) var tooLong = 0

    /// Whether the sender has said that it ends.
    var isStopped: Bool { state == .stopped }

    /// Whether no stream was begun yet.
    var isBeginning: Bool { state == .beginning || state == .accepted }

    /// Whether the sender has begun to send frames.
    var isStarted: Bool { state == .started }

    /// Whether octets are held that make no whole frame.
    var isMidFrame: Bool { !pending.isEmpty || toPass > 0 }

    /// Takes octets as they come and hands on each data frame that is whole.
    ///
    /// - Returns: what to send back to the sender; empty for files.
    mutating func take(
        _ octets: UnsafeRawBufferPointer,
        frame: (UnsafeRawBufferPointer) -> Void
    ) throws(FrameStreamError) -> [UInt8] {
        var reply: [UInt8] = []
        if pending.isEmpty {
            let used = try read(octets, &reply, frame)
            pending.append(contentsOf: octets[used...])
        } else {
            var held: [UInt8] = []
            swap(&held, &pending)
            held.append(contentsOf: octets)
            let outcome: Result<Int, FrameStreamError> = held.withUnsafeBytes { held in
                do throws(FrameStreamError) {
                    return .success(try read(held, &reply, frame))
                } catch {
                    return .failure(error)
                }
            }
            held.removeFirst(try outcome.get())
            pending = held
        }
        return reply
    }

    /// Reads whole frames and returns how many octets they are.
    private mutating func read(
        _ octets: UnsafeRawBufferPointer,
        _ reply: inout [UInt8],
        _ frame: (UnsafeRawBufferPointer) -> Void
    ) throws(FrameStreamError) -> Int {
        var at = 0
        while true {
            let passed = min(toPass, octets.count &- at)
            toPass &-= passed
            at &+= passed
            guard toPass == 0, octets.count &- at >= 4 else { return at }
            let length = Int(octets.bigEndian32(at: at))
            if length == 0 {
                guard octets.count &- at >= 8 else { return at }
                let length = Int(octets.bigEndian32(at: at &+ 4))
                guard length >= 4, length <= Self.longestControl else { throw .malformedControl }
                let end = at &+ 8 &+ length
                guard end <= octets.count else { return at }
                try control(UnsafeRawBufferPointer(rebasing: octets[(at &+ 8)..<end]), &reply)
                at = end
            } else {
                guard state == .started else { throw .unexpected }
                if length > Self.longestFrame {
                    tooLong &+= 1
                    toPass = length
                    at &+= 4
                    continue
                }
                let end = at &+ 4 &+ length
                guard end <= octets.count else { return at }
                frame(UnsafeRawBufferPointer(rebasing: octets[(at &+ 4)..<end]))
                at = end
            }
        }
    }

    private mutating func control(_ frame: UnsafeRawBufferPointer, _ reply: inout [UInt8]) throws(FrameStreamError) {
        switch (frame.bigEndian32(at: 0), state) {
        case (Control.ready, .beginning), (Control.ready, .stopped):
            try requireDnstap(frame)
            reply += Self.controlFrame(Control.accept, contentType: Self.contentType)
            isAnswered = true
            state = .accepted
        case (Control.start, .beginning), (Control.start, .accepted), (Control.start, .stopped):
            try requireDnstap(frame)
            state = .started
        case (Control.stop, .started):
            if isAnswered { reply += Self.controlFrame(Control.finish) }
            state = .stopped
        case (Control.accept...Control.finish, _):
            throw .unexpected
        default:
            // Kinds that are not known are passed over once a stream has started.
            guard state == .started else { throw .unexpected }
        }
    }

    /// Checks that one of a control frame's content types is dnstap's.
    private func requireDnstap(_ frame: UnsafeRawBufferPointer) throws(FrameStreamError) {
        var at = 4
        var other = ""
        while at < frame.count {
            guard frame.count &- at >= 8 else { throw .malformedControl }
            let kind = frame.bigEndian32(at: at)
            let end = at &+ 8 &+ Int(frame.bigEndian32(at: at &+ 4))
            guard end <= frame.count, end &- at <= 264 else { throw .malformedControl }
            if kind == 1 {
                let type = String(decoding: frame[(at &+ 8)..<end], as: UTF8.self)
                if type == Self.contentType { return }
                other = type
            }
            at = end
        }
        throw .contentType(other)
    }

    /// A control frame with its escape.
    static func controlFrame(_ kind: UInt32, contentType: String? = nil) -> [UInt8] {
        let long = { (number: Int) in withUnsafeBytes(of: UInt32(truncatingIfNeeded: number).bigEndian) { Array($0) } }
        var body = long(Int(kind))
        if let contentType { body += long(1) + long(contentType.utf8.count) + Array(contentType.utf8) }
        return long(0) + long(body.count) + body
    }
}
