import Foundation
import PackedFiles
import PassiveDNS
import PublicSuffix
import TestSupport
import Testing

@testable import DNSSensor

/// Builds dnstap frames and their streams, for tests.
enum DnstapBuilder {
    static func varint(_ number: Int) -> [UInt8] {
        number < 128 ? [UInt8(number)] : [UInt8(number & 127 | 128)] + varint(number >> 7)
    }

    static func field(_ number: Int, _ value: Int) -> [UInt8] { varint(number << 3) + varint(value) }
    static func field(_ number: Int, _ octets: [UInt8]) -> [UInt8] {
        varint(number << 3 | 2) + varint(octets.count) + octets
    }

    /// A response that a resolver got.
    static func response(
        _ message: [UInt8],
        zone: String? = nil,
        identity: String = "",
        type: Int = 4,
        seconds: Int = 1_700_000_000
    ) -> [UInt8] {
        var inside = field(1, type) + field(2, 1) + field(12, seconds)
        inside += varint(13 << 3 | 5) + [7, 0, 0, 0] + field(14, message)
        if let zone { inside += field(11, MessageBuilder.name(zone)) }
        return (identity.isEmpty ? [] : field(1, Array(identity.utf8))) + field(2, Array("v".utf8)) + field(14, inside)
            + field(15, 1)
    }

    static func data(_ frame: [UInt8]) -> [UInt8] { MessageBuilder.long(UInt32(frame.count)) + frame }
    static let start = FrameStream.controlFrame(2, contentType: FrameStream.contentType)
    static let stop = FrameStream.controlFrame(3)
    static let ready = FrameStream.controlFrame(4, contentType: FrameStream.contentType)
}

@Suite struct DnstapTests {
    private typealias Builder = DnstapBuilder

    /// Feeds a stream in pieces and gives its frames and replies.
    private func run(
        _ octets: [UInt8],
        piece: Int = .max
    ) throws(FrameStreamError) -> (frames: [[UInt8]], reply: [UInt8], stream: FrameStream) {
        var stream = FrameStream()
        var frames: [[UInt8]] = []
        var reply: [UInt8] = []
        var at = 0
        while at < octets.count {
            let end = min(octets.count, at + min(piece, octets.count))
            let part = Array(octets[at..<end])
            at = end
            let outcome: Result<[UInt8], FrameStreamError> = part.withUnsafeBytes { part in
                do throws(FrameStreamError) {
                    return .success(try stream.take(part) { frames.append(Array($0)) })
                } catch {
                    return .failure(error)
                }
            }
            reply += try outcome.get()
        }
        return (frames, reply, stream)
    }

    @Test(arguments: [Int.max, 1, 3, 7])
    func bothEndsTalk(piece: Int) throws {
        let sent = Builder.ready + Builder.start + Builder.data([1, 2]) + Builder.data([3]) + Builder.stop
        let (frames, reply, stream) = try run(sent, piece: piece)
        #expect(frames == [[1, 2], [3]])
        #expect(
            reply == FrameStream.controlFrame(1, contentType: FrameStream.contentType) + FrameStream.controlFrame(5)
        )
        #expect(stream.isStopped && !stream.isMidFrame)
    }

    @Test(arguments: [Int.max, 1, 3, 7])
    func streamsOneBehindTheOther(piece: Int) throws {
        let one = Builder.start + Builder.data([1]) + Builder.stop
        #expect(try run(one + one + Builder.ready + one, piece: piece).frames == [[1], [1], [1]])
    }

    @Test func filesAreNotAnswered() throws {
        let (frames, reply, stream) = try run(Builder.start + Builder.data([1]) + Builder.stop)
        #expect(frames == [[1]] && reply.isEmpty && stream.isStopped)
        #expect(try run(Builder.start + Builder.data([1, 2, 3]).dropLast()).stream.isMidFrame)
    }

    @Test(arguments: [Int.max, 1_000])
    func framesThatAreTooLongArePassedOver(piece: Int) throws {
        let long = Builder.data([UInt8](repeating: 7, count: FrameStream.longestFrame + 1))
        let (frames, _, stream) = try run(Builder.start + long + Builder.data([1]) + Builder.stop, piece: piece)
        #expect(frames == [[1]] && stream.tooLong == 1 && stream.isStopped)
    }

    @Test func otherContentIsRefusedByName() {
        #expect(throws: FrameStreamError.contentType("other")) {
            try run(FrameStream.controlFrame(2, contentType: "other"))
        }
        #expect(throws: FrameStreamError.contentType("")) { try run(FrameStream.controlFrame(4)) }
        #expect(FrameStreamError.contentType("other").description.contains("\"other\", not protobuf:dnstap.Dnstap"))
    }

    @Test(
        arguments: [
            DnstapBuilder.data([1]),  // Data before the start.
            DnstapBuilder.start + DnstapBuilder.start,
            DnstapBuilder.start + DnstapBuilder.ready,
            DnstapBuilder.stop,
            DnstapBuilder.start + DnstapBuilder.stop + DnstapBuilder.data([1]),
            FrameStream.controlFrame(1),
        ]
    )
    func whatIsOutOfOrderIsRefused(octets: [UInt8]) {
        #expect(throws: FrameStreamError.unexpected) { try run(octets) }
    }

    @Test(
        arguments: [
            [0, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3],  // A control frame without a kind.
            [0, 0, 0, 0, 0, 0, 2, 1],  // Longer than 512.
            [0, 0, 0, 0, 0, 0, 0, 14, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 9, 1, 2],  // A field that runs out.
        ] as [[UInt8]]
    )
    func malformedControlFramesAreRefused(octets: [UInt8]) {
        #expect(throws: FrameStreamError.malformedControl) { try run(octets) }
    }

    @Test func unknownControlFramesArePassedOverAfterTheStart() throws {
        #expect(try run(Builder.start + FrameStream.controlFrame(9) + Builder.data([1])).frames == [[1]])
        #expect(throws: FrameStreamError.unexpected) { try run(FrameStream.controlFrame(9)) }
    }

    private let acceptable = Timestamp(year: 1980, month: 1, day: 1)...Timestamp(year: 2100, month: 1, day: 1)

    private var message: [UInt8] {
        var message = MessageBuilder()
        message.question("www.example.test")
        message.record(MessageBuilder.reference(12), 1, [203, 0, 113, 5])
        return message.octets
    }

    private func read(_ frames: [[UInt8]], sensor: String = "") -> (DnstapReader, AnswerObserver) {
        var settings = SensorSettings(rules: PublicSuffixList()) { [acceptable] in acceptable }
        settings.sensor = sensor
        var reader = DnstapReader(settings)
        var observer = AnswerObserver(settings)
        for frame in frames { frame.withUnsafeBytes { reader.take($0, &observer) } }
        return (reader, observer)
    }

    private func rows(_ frames: [[UInt8]], sensor: String = "") -> [String] {
        var (reader, observer) = read(frames, sensor: sensor)
        let table = observer.answers.everything(reader.sensors)
        return (0..<table.count).map { "\(table[$0].rrname) \(table[$0].sensor) \(table[$0].count)" }
    }

    @Test func theSenderIsTheSensor() {
        let frames = [
            Builder.response(message, identity: "east"), Builder.response(message, identity: "west"),
            Builder.response(message, identity: "east"), Builder.response(message),
            Builder.response(message, identity: String(repeating: "x", count: 256)),
        ]
        #expect(rows(frames) == ["www.example.test east 2", "www.example.test west 1", "www.example.test  2"])
        #expect(rows(frames, sensor: "mine") == ["www.example.test mine 5"])
    }

    @Test func sendersWithThousandsOfNamesAreOne() {
        let frames = (0..<1_500).map { Builder.response(message, identity: "s\($0)") }
        #expect(rows(frames).count == 1_000)
    }

    @Test func theZoneBoundsTheAnswer() {
        let (reader, observer) = read([
            Builder.response(message, zone: "example.test"), Builder.response(message, zone: "other.test"),
        ])
        #expect(reader.frames[.response] == 2)
        #expect(observer.records[.kept] == 1 && observer.records[.outOfBailiwick] == 1)
    }

    @Test func everyFrameIsCountedOnce() {
        let whole = Builder.response(message, zone: "test", identity: "i")
        let frames =
            [
                [], [0xff], [0x0b], Builder.response(message, type: 3), Builder.field(14, Builder.field(1, 4)),
                Builder.response(message, seconds: 1 << 40), whole,
            ] + whole.indices.map { Array(whole[..<$0]) }
        let (reader, _) = read(frames)
        #expect(reader.frames.frames == frames.count)
        #expect(reader.frames[.otherType] == 1)
        #expect(reader.frames[.incomplete] == 2)
    }

    /// What is read of a file: how many responses, why not all, and what to do.
    private func sense(_ octets: [UInt8]) throws -> (responses: Int, damage: String?, hint: String?) {
        let folder = try TemporaryFolder()
        let file = try folder.write(Data(octets), as: "a.dnstap")
        var sensor = Sensor(SensorSettings(rules: PublicSuffixList()) { [acceptable] in acceptable })
        let damage = try sensor.read(file) { _ in }
        return (sensor.records[.kept], damage?.reason, sensor.hint)
    }

    @Test func filesThatWerePutTogetherAreRead() throws {
        let file = Builder.start + Builder.data(Builder.response(message)) + Builder.stop
        let read = try sense(file + file)
        #expect(read.responses == 2 && read.damage == nil && read.hint == nil)
    }

    @Test(
        arguments: [
            DnstapBuilder.stop + [9, 9, 9, 9, 9],  // Octets behind the end.
            DnstapBuilder.stop + [9],
            [0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff],  // A control frame that is none.
            DnstapBuilder.start,
            [],
        ] as [[UInt8]]
    )
    func whatCameBeforeDamageCounts(rest: [UInt8]) throws {
        let file = Builder.start + Builder.data(Builder.response(message)) + Builder.data(Builder.response(message))
        let read = try sense(file + rest)
        #expect(read.responses == 2)
        #expect(try #require(read.damage).hasSuffix("; the 2 frames before it count"))
    }

    @Test func whatNeverBeganIsRefused() throws {
        #expect(throws: InputError.self) { try sense(FrameStream.controlFrame(2, contentType: "other")) }
    }

    @Test func filesWithoutResponsesSayWhatTheyHold() throws {
        var file = Builder.start
        for kind in [5, 6, 6, 99] { file += Builder.data(Builder.response(message, type: kind)) }
        let hint = try #require(try sense(file + Builder.stop).hint)
        #expect(hint.contains("but 1 of unknown kind, 1 CLIENT_QUERY, 2 CLIENT_RESPONSE; "))
        #expect(hint.contains("dnstap-log-resolver-response-messages"))
        #expect(try sense(file + Builder.data(Builder.response(message)) + Builder.stop).hint == nil)
        #expect(try sense(Builder.start + Builder.stop).hint == nil)
    }
}
