#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// A socket on which resolvers send dnstap, as many at a time as come.
public struct DnstapListener: ~Copyable {
    /// One sender's connection.
    private struct Sender {
        var descriptor: Int32
        var stream = FrameStream()
        /// When it connected, or was heard last.
        var heard = ContinuousClock.now
    }

    /// So many senders at most; for another one goes that has not begun, or was not heard for the longest time.
    private let mostSenders: Int
    /// A sender that has not begun after so long is sent away.
    private let handshake: Duration
    private static let chunk = 64 << 10

    /// Where it listens.
    public let address: DnstapAddress
    /// What became of senders.
    public private(set) var counters = SenderCounters()
    /// What is to be told: why senders were sent away.
    private var problems: [String] = []

    private let descriptor: Int32
    private var senders: [Sender] = []
    private let buffer = ScratchMemory(byteCount: chunk)

    /// Starts to listen.
    ///
    /// - Throws: ``DnstapListenerError`` where the address is taken or not permitted.
    public init(_ address: DnstapAddress) throws(DnstapListenerError) {
        try self.init(address, mostSenders: 256, handshake: .seconds(5))
    }

    init(_ address: DnstapAddress, mostSenders: Int, handshake: Duration) throws(DnstapListenerError) {
        guard let descriptor = address.listen() else {
            throw DnstapListenerError(address: address, reason: String(cString: strerror(errno)))
        }
        self.descriptor = descriptor
        self.address = address
        self.mostSenders = mostSenders
        self.handshake = handshake
    }

    deinit {
        for sender in senders { close(sender.descriptor) }
        close(descriptor)
        if case .unix(let path) = address { unlink(path) }
    }

    /// Senders that are connected now.
    public var connected: Int { senders.count }

    /// Why senders were sent away since this was asked last; at most 100 reasons.
    public mutating func takeProblems() -> [String] {
        defer { problems = [] }
        return problems
    }

    /// Waits until something comes, and hands on the frames of what is there; returns earlier when a signal comes.
    mutating func serve(_ milliseconds: Int32, _ frame: (UnsafeRawBufferPointer) -> Void, tooLong: (Int) -> Void) {
        dropSilent()
        var waits = [pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)]
        waits += senders.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
        guard poll(&waits, nfds_t(waits.count), milliseconds) > 0 else { return }
        for place in senders.indices.reversed() where waits[place + 1].revents != 0 {
            let before = senders[place].stream.tooLong
            let stays = read(place, frame)
            tooLong(senders[place].stream.tooLong &- before)
            if !stays { drop(place) }
        }
        if waits[0].revents != 0 { accept() }
    }

    private mutating func drop(_ place: Int) {
        close(senders[place].descriptor)
        senders.remove(at: place)
    }

    /// Sends those away that connected and did not begin.
    private mutating func dropSilent() {
        let now = ContinuousClock.now
        for place in senders.indices.reversed()
        where !senders[place].stream.isStarted && now - senders[place].heard > handshake {
            counters.idle &+= 1
            drop(place)
        }
    }

    /// Makes room for another sender.
    private mutating func dropLongestIdle() {
        let place = senders.indices.min {
            let (a, b) = (senders[$0], senders[$1])
            return a.stream.isStarted == b.stream.isStarted ? a.heard < b.heard : !a.stream.isStarted
        }
        guard let place else { return }
        counters.idle &+= 1
        drop(place)
    }

    private mutating func accept() {
        for _ in 0..<mostSenders {
            let sender = nextConnection(descriptor)
            guard sender >= 0 else { return }
            guard makeNonBlocking(sender) else {
                close(sender)
                continue
            }
            counters.connected &+= 1
            if senders.count >= mostSenders { dropLongestIdle() }
            senders.append(Sender(descriptor: sender))
        }
    }

    /// Reads what a sender has sent; `false` where it is to be gone.
    private mutating func read(_ place: Int, _ frame: (UnsafeRawBufferPointer) -> Void) -> Bool {
        let descriptor = senders[place].descriptor
        let count = recv(descriptor, buffer.bytes.baseAddress, Self.chunk, 0)
        if count < 0, errno == EAGAIN || errno == EINTR { return true }
        guard count > 0 else {
            if !senders[place].stream.isStopped { counters.brokenOff &+= 1 }
            return false
        }
        // Octets that begin nothing do not count.
        if senders[place].stream.isStarted { senders[place].heard = ContinuousClock.now }
        do throws(FrameStreamError) {
            let octets = UnsafeRawBufferPointer(rebasing: buffer.bytes[..<count])
            let reply = try senders[place].stream.take(octets, frame: frame)
            // A reply is a few dozen octets, which an empty socket always takes.
            guard reply.isEmpty || send(descriptor, reply, reply.count, Int32(MSG_NOSIGNAL)) == reply.count
            else {
                counters.brokenOff &+= 1
                return false
            }
        } catch {
            counters.refused &+= 1
            if problems.count < 100 { problems.append("\(address): a sender was sent away: its stream \(error)") }
            return false
        }
        return !senders[place].stream.isStopped
    }
}

/// `accept(2)`, which the listener's own method hides.
private func nextConnection(_ descriptor: Int32) -> Int32 {
    accept(descriptor, nil, nil)
}

/// What became of senders of dnstap.
public struct SenderCounters: Hashable, Sendable {
    /// Connections that were made.
    public internal(set) var connected = 0
    /// Those that sent something other than dnstap.
    public internal(set) var refused = 0
    /// Those that ended without saying so.
    public internal(set) var brokenOff = 0
    /// Those that were sent away because they did not begin within five seconds, or to make room for another.
    public internal(set) var idle = 0

    /// All counters in their order.
    public var list: [(name: String, value: Int)] {
        [
            ("senders_connected", connected), ("senders_refused", refused), ("senders_broken_off", brokenOff),
            ("senders_idle", idle),
        ]
    }
}

/// Why nobody can send dnstap to an address.
public struct DnstapListenerError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The address.
    public let address: DnstapAddress
    /// What is wrong.
    public let reason: String

    /// The address and the reason.
    public var description: String { "\(address): can't be listened on: \(reason)" }
}
