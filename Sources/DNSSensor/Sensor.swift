#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif
public import PackedFiles
public import PassiveDNS

/// Turns captured traffic and dnstap into observations: what names were answered with, when first, when last, how often.
///
/// What was answered is gathered in memory of bounded size, from which observations leave when it is full, and whenever they
/// are asked for. Never kept is who asked.
public struct Sensor: ~Copyable {
    private var decoder: PacketDecoder<AnswerObserver>
    private var dnstap: DnstapReader
    private let acceptable: @Sendable () -> ClosedRange<Timestamp>
    /// Observations that left so far.
    public private(set) var observations = 0

    /// Makes a sensor that has seen nothing.
    public init(_ settings: SensorSettings) {
        decoder = PacketDecoder(receiver: AnswerObserver(settings))
        dnstap = DnstapReader(settings)
        acceptable = settings.acceptable
    }

    /// What became of packets.
    public var packets: PacketCounters { decoder.counters }
    /// What became of dnstap frames.
    public var frames: FrameCounters { dnstap.frames }
    /// What became of DNS messages.
    public var messages: MessageCounters { decoder.receiver.messages }
    /// What became of answers' records.
    public var records: RecordCounters { decoder.receiver.records }

    /// All counters in their order: packets and frames, messages, records, observations.
    public var counters: [(name: String, value: Int)] {
        packets.list + frames.list + messages.list
            + [("displaced_questions", decoder.receiver.displacedQuestions)] + records.list
            + [("observations", observations)]
    }

    /// What to do where dnstap came, but nothing of the kind that counts; `nil` otherwise.
    public var hint: String? { dnstap.hint }

    /// Whether observations have to leave before more is taken.
    public var isFull: Bool { decoder.receiver.answers.isFull }

    /// Whether observations should begin to leave, so that it does not become full.
    public var isNearlyFull: Bool { decoder.receiver.answers.isNearlyFull }

    /// Whether observations are on their way out: ``nextPart()`` has not given all yet.
    public var isLeaving: Bool { decoder.receiver.answers.isLeaving }

    /// Begins to let what was seen go, to be had from ``nextPart()``, while more may be taken in between.
    ///
    /// - Parameter second: records that were not seen since then (Unix seconds) leave for good; of the others leaves what was
    ///   seen since they left last, and they stay in memory.
    public mutating func beginLeaving(forgetting second: Int64) {
        decoder.receiver.answers.beginLeaving(seenUpTo: second, tellingNews: true)
    }

    /// Begins to let the half of the records go that was seen last the longest ago, to be had from ``nextPart()``.
    public mutating func beginLeavingOlderHalf() {
        let second = decoder.receiver.answers.middleSecond() ?? .max
        decoder.receiver.answers.beginLeaving(seenUpTo: second, tellingNews: false)
    }

    /// The next of the observations that leave, 20,000 or 4 MiB of text at most, but for one record; `nil` where all have left.
    ///
    /// Each row of a record begins where the one before ended, so that a store merges them into one period.
    public mutating func nextPart() -> ObservationTable? {
        nextPart(rows: 20_000, bytes: 4 << 20)
    }

    private mutating func nextPart(rows: Int, bytes: Int) -> ObservationTable? {
        let part = decoder.receiver.answers.nextPart(rows: rows, bytes: bytes, sensors: dnstap.sensors)
        observations += part?.count ?? 0
        return part
    }

    /// Takes the packets that are there now.
    ///
    /// - Parameters:
    ///   - capture: where they are.
    ///   - most: so many at most; fewer where the sensor ``isFull`` before.
    /// - Returns: how many were taken.
    public mutating func read(_ capture: inout LiveCapture, atMost most: Int) -> Int {
        decoder.receiver.acceptable = acceptable()
        var taken = 0
        while taken < most, !isFull, let packet = capture.next() {
            decode(packet)
            taken += 1
        }
        return taken
    }

    /// Takes what is held of incomplete datagrams and streams; to be called after the last packet.
    public mutating func finish() {
        decoder.finish()
    }

    private mutating func decode(_ packet: CapturedPacket) {
        guard let time = packet.time else { return decoder.countUntimed() }
        decoder.decode(packet.bytes, of: packet.link, originalLength: packet.originalLength, at: time)
    }

    /// Whether a file is a capture or dnstap, plain or packed, by its content; false where it can't be read twice, as a pipe.
    public static func recognises(_ file: String) -> Bool {
        var status = stat()
        guard stat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return false }
        guard var buffer = try? CaptureBuffer(file) else { return false }
        if DnstapFile.isRecognised(&buffer) { return true }
        do throws(InputError) {
            _ = try CaptureReader(file, buffer)
            return true
        } catch {
            return false
        }
    }

    /// Reads a file: pcap, pcapng or dnstap, plain or packed, told from the content.
    ///
    /// - Parameters:
    ///   - file: a path, or `-` for standard input.
    ///   - leaving: takes observations that leave, whenever there are too many and at the end; a million or 64 MiB of text at
    ///     most, but for one record. The same file leaves in the same parts.
    /// - Returns: why the file was not read to its end, where it was not; what came before counts.
    /// - Throws: ``InputError`` where the file can't be read at all, or what `leaving` throws.
    public mutating func read(_ file: String, leaving: (ObservationTable) throws -> Void) throws -> InputError? {
        var buffer = try CaptureBuffer(file)
        let damage: InputError?
        if DnstapFile.isRecognised(&buffer) {
            damage = try read(DnstapFile(file, buffer), leaving)
        } else {
            damage = try read(CaptureReader(file, buffer), leaving)
        }
        beginLeaving(forgetting: .max)
        try leave(leaving)
        return damage
    }

    private mutating func leave(_ leaving: (ObservationTable) throws -> Void) throws {
        while let part = nextPart(rows: 1_000_000, bytes: 64 << 20) { try leaving(part) }
    }

    private mutating func makeRoom(_ leaving: (ObservationTable) throws -> Void) throws {
        beginLeavingOlderHalf()
        try leave(leaving)
    }

    /// Waits until resolvers send something, at most so many milliseconds, and takes what is there.
    ///
    /// - Returns: how many frames were taken.
    public mutating func read(_ listener: inout DnstapListener, upTo milliseconds: Int32) -> Int {
        decoder.receiver.acceptable = acceptable()
        let before = frames.frames
        listener.serve(
            milliseconds,
            { dnstap.take($0, &decoder.receiver) },
            tooLong: { count in
                for _ in 0..<count { dnstap.passOver() }
            }
        )
        return frames.frames &- before
    }

    private mutating func read(
        _ reader: consuming CaptureReader,
        _ leaving: (ObservationTable) throws -> Void
    ) throws -> InputError? {
        while let packet = reader.next() {
            decode(packet)
            if isFull { try makeRoom(leaving) }
        }
        decoder.finish()
        return reader.damage
    }

    private mutating func read(
        _ file: consuming DnstapFile,
        _ leaving: (ObservationTable) throws -> Void
    ) throws -> InputError? {
        while try file.next({ dnstap.take($0, &decoder.receiver) }) {
            if isFull { try makeRoom(leaving) }
        }
        for _ in 0..<file.tooLong { dnstap.passOver() }
        return file.damage
    }
}
