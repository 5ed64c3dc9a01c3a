import Foundation
import ObservationFiles
import PassiveDNS
import Testing

@testable import RavelCommands

/// A pipe that takes 64 KiB and then nothing, until it is read.
@Suite final class OutputStreamTests {
    private let reading: Int32
    private let writing: Int32
    private var received: [UInt8] = []

    init() throws {
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        (reading, writing) = (ends[0], ends[1])
        for end in ends { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
    }

    deinit {
        close(reading)
        close(writing)
    }

    private func readAll() {
        var octets = [UInt8](repeating: 0, count: 1 << 17)
        while case let count = read(reading, &octets, octets.count), count > 0 { received += octets[..<count] }
    }

    private func lines(_ tables: [ObservationTable]) -> [UInt8] {
        var writer = COFWriter()
        var lines: [UInt8] = []
        for table in tables { writer.write(table) { lines += $0 } }
        return lines
    }

    @Test func whatCouldNotBeWrittenFollowsOnce() throws {
        let output = OutputStream(writing, "pipe")
        let parts = [try observations(3_000, "a"), try observations(3_000, "b")]
        var failures = 0
        for part in parts {
            while true {
                do {
                    try output.take(part)
                    break
                } catch {
                    failures += 1
                    readAll()
                }
            }
        }
        readAll()
        #expect(failures > 2)
        #expect(received == lines(parts))
    }

    @Test func aLineThatWasBegunIsEndedWhereTheRestIsGivenUp() throws {
        let output = OutputStream(writing, "pipe")
        #expect(throws: Failure.self) { try output.take(try observations(3_000, "a")) }
        output.giveUp()
        readAll()
        let next = try observations(10, "b")
        try output.take(next)
        output.finish()
        readAll()
        let all = lines([try observations(3_000, "a")])
        let behind = lines([next])
        #expect(received.suffix(behind.count) == behind[...])
        let before = received.dropLast(behind.count)
        #expect(before.count > 65_000 && before.last == UInt8(ascii: "\n") && all.starts(with: before))
    }

    @Test func aWriterForgetsWhatWasNotTaken() throws {
        var writer = COFWriter()
        var taken: [UInt8] = []
        let refused = try observations(1, "a")
        try? writer.write(refused) { _ in throw Failure("full") }
        writer.write(try observations(1, "b")) { taken += $0 }
        #expect(taken == lines([try observations(1, "b")]))
    }
}
