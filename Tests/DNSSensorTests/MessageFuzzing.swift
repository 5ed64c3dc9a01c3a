import Foundation
import PassiveDNS
import PublicSuffix

@testable import DNSSensor

/// What the fuzzer runs on any bytes that should be DNS messages or dnstap, and the tests on its corpus.
enum MessageFuzzing {
    private static let settings: SensorSettings = {
        var settings = SensorSettings(rules: PublicSuffixList()) {
            Timestamp(year: 1980, month: 1, day: 1)...Timestamp(year: 2100, month: 1, day: 1)
        }
        settings.keepsUnmatched = true
        settings.keepsCodes = true
        return settings
    }()

    private static let time: Int64 = 1_700_000_000_000_000_000

    /// Holds whatever was observed: each record can be written and read again.
    private static func check(_ observer: inout AnswerObserver, _ sensors: [String], messages: Int) {
        precondition(observer.messages.messages == messages, "each message ends in one counter")
        precondition(observer.answers.count <= observer.records[.kept] + messages)
        let kept = observer.answers.count
        observer.answers.beginLeaving(seenUpTo: .max, tellingNews: false)
        let table = observer.answers.nextPart(rows: .max, bytes: .max, sensors: sensors) ?? ObservationTable()
        precondition(observer.answers.nextPart(rows: .max, bytes: .max, sensors: sensors) == nil)
        precondition(table.count == kept && observer.answers.count == 0)
        for row in 0..<table.count {
            let one = table[row]
            precondition((try? DomainName(one.rrname.text)) == one.rrname, "names are canonical")
            guard case .text(let text) = one.rdata else { continue }
            precondition(!text.isEmpty && text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7f }, "data are printable")
            if one.rrtype.isName { precondition((try? DomainName(text))?.text == text) }
        }
    }

    /// A message as a question and its answer, whole and as if the capture had cut it off, and as a resolver's own.
    static func messages(_ input: UnsafeRawBufferPointer) {
        var observer = AnswerObserver(settings)
        var datagram = DNSDatagram(
            time: time,
            source: Endpoint(address: IPAddress(v4: 1), port: 53),
            destination: Endpoint(address: IPAddress(v4: 2), port: 40_000),
            transport: .udp,
            message: input
        )
        observer.receive(datagram)
        datagram.isCut = true
        observer.receive(datagram)
        [4, 0x74, 0x65, 0x73, 0x74, 0].withUnsafeBytes { zone in
            observer.receive(response: input, within: zone, at: time, by: 0)
        }
        check(&observer, [""], messages: 3)
    }

    /// A dnstap stream at one go and octet by octet, which must come to the same.
    static func dnstap(_ input: UnsafeRawBufferPointer) {
        let whole = read(input, pieces: max(1, input.count))
        let pieces = read(input, pieces: 1)
        precondition(whole.frames == pieces.frames && whole.isRefused == pieces.isRefused)
    }

    private static func read(_ input: UnsafeRawBufferPointer, pieces: Int) -> (frames: FrameCounters, isRefused: Bool) {
        var stream = FrameStream()
        var reader = DnstapReader(settings)
        var observer = AnswerObserver(settings)
        var at = 0
        var isRefused = false
        do {
            while at < input.count {
                let end = min(input.count, at + pieces)
                let part = UnsafeRawBufferPointer(rebasing: input[at..<end])
                let reply = try stream.take(part) { reader.take($0, &observer) }
                precondition(reply.count < 128)
                at = end
            }
        } catch {
            isRefused = true
        }
        check(&observer, reader.sensors, messages: reader.frames[.response])
        return (reader.frames, isRefused)
    }
}
