import Foundation
import PassiveDNS
import PublicSuffix
import Synchronization
import TestSupport
import Testing

@testable import DNSSensor

@Suite struct DnstapListenerTests {
    private typealias Builder = DnstapBuilder

    private let folder: TemporaryFolder
    private let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path + "/s"
    }

    /// A sender on a Unix socket.
    private final class Client {
        let descriptor: Int32

        init(_ path: String) throws {
            descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
            let status = withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
                }
            }
            try #require(status == 0)
        }

        deinit { close(descriptor) }

        func write(_ octets: [UInt8]) throws {
            try #require(send(descriptor, octets, octets.count, Int32(MSG_NOSIGNAL)) == octets.count)
        }

        /// What has come by now; `nil` at the end.
        func read() -> [UInt8]? {
            var octets = [UInt8](repeating: 0, count: 1_000)
            let count = recv(descriptor, &octets, octets.count, Int32(MSG_DONTWAIT))
            return count == 0 ? nil : Array(octets.prefix(max(0, count)))
        }
    }

    private var message: [UInt8] {
        var message = MessageBuilder()
        message.question("www.example.test")
        message.record(MessageBuilder.reference(12), 1, [203, 0, 113, 5])
        return message.octets
    }

    private func sensor() -> Sensor {
        Sensor(
            SensorSettings(rules: PublicSuffixList()) {
                Timestamp(year: 1980, month: 1, day: 1)...Timestamp(year: 2100, month: 1, day: 1)
            }
        )
    }

    /// Serves until nothing comes any more.
    private func serve(_ listener: inout DnstapListener, _ sensor: inout Sensor) {
        for _ in 0..<10 { _ = sensor.read(&listener, upTo: 5) }
    }

    @Test func manySendersAtOnce() throws {
        var listener = try DnstapListener(.unix(path: path))
        var sensor = sensor()
        let accept = FrameStream.controlFrame(1, contentType: FrameStream.contentType)
        let (east, west) = (try Client(path), try Client(path))
        try east.write(Builder.ready)
        try west.write(Builder.ready)
        serve(&listener, &sensor)
        #expect(east.read() == accept && west.read() == accept && listener.connected == 2)
        let frame = { Builder.data(Builder.response(message, identity: $0)) }
        try east.write(Builder.start + frame("east") + frame("east").dropLast(3))
        try west.write(Builder.start + frame("west") + Builder.stop)
        serve(&listener, &sensor)
        try east.write(frame("east").suffix(3) + Builder.stop)
        serve(&listener, &sensor)
        #expect(east.read() == FrameStream.controlFrame(5) && west.read() == FrameStream.controlFrame(5))
        #expect(east.read() == nil && west.read() == nil && listener.connected == 0)
        sensor.beginLeaving(forgetting: .max)
        let part = sensor.nextPart()
        let table = try #require(part)
        #expect((0..<table.count).map { "\(table[$0].sensor) \(table[$0].count)" }.sorted() == ["east 2", "west 1"])
        #expect(listener.counters.list.map(\.value) == [2, 0, 0, 0])
    }

    /// What is in the future when a sensor starts is not for ever.
    @Test func tomorrowComes() throws {
        let clock = Clock()
        var listener = try DnstapListener(.unix(path: path))
        var sensor = Sensor(
            SensorSettings(rules: PublicSuffixList()) {
                Timestamp(seconds: 0)...Timestamp(seconds: clock.latest.load(ordering: .relaxed))
            }
        )
        let client = try Client(path)
        try client.write(Builder.start + Builder.data(Builder.response(message)))
        serve(&listener, &sensor)
        #expect(sensor.messages[.impossibleTime] == 1)
        clock.latest.store(1_700_000_000, ordering: .relaxed)
        try client.write(Builder.data(Builder.response(message)))
        serve(&listener, &sensor)
        #expect(sensor.messages[.impossibleTime] == 1 && sensor.messages[.answer] == 1)
    }

    /// A clock that a test turns.
    private final class Clock: Sendable {
        let latest = Atomic<Int64>(1_700_000_000 - 1)
    }

    /// Connections that say nothing don't keep resolvers out.
    @Test func whoSaysNothingMakesRoom() throws {
        var listener = try DnstapListener(.unix(path: path), mostSenders: 4, handshake: .milliseconds(500))
        var sensor = sensor()
        let resolver = try Client(path)
        try resolver.write(Builder.start)
        serve(&listener, &sensor)
        let silent = try (0..<6).map { _ in try Client(path) }
        serve(&listener, &sensor)
        #expect(listener.connected == 4 && listener.counters.idle == 3)
        try resolver.write(Builder.data(Builder.response(message)))
        serve(&listener, &sensor)
        #expect(sensor.messages[.answer] == 1)
        usleep(600_000)
        serve(&listener, &sensor)
        #expect(listener.connected == 1 && listener.counters.idle == 6)
        #expect(silent.allSatisfy { $0.read() == nil })
    }

    /// A resolver that is another user must be able to connect.
    @Test func everyoneMayConnectWhoComesNear() throws {
        let listener = try DnstapListener(.unix(path: path))
        var status = stat()
        #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o666)
        #expect(listener.connected == 0)
    }

    @Test func otherContentIsSentAwayAndTheOthersStay() throws {
        var listener = try DnstapListener(.unix(path: path))
        var sensor = sensor()
        let (bad, good) = (try Client(path), try Client(path))
        var gone: Client? = try Client(path)
        try bad.write(FrameStream.controlFrame(4, contentType: "test:hello"))
        try good.write(Builder.start)
        try gone?.write(Builder.start)
        gone = nil
        serve(&listener, &sensor)
        #expect(bad.read() == nil && listener.connected == 1)
        #expect(listener.counters.list.map(\.value) == [3, 1, 1, 0])
        #expect(listener.takeProblems().contains { $0.contains("carries the content type \"test:hello\"") })
        #expect(listener.takeProblems().isEmpty)
        try good.write(Builder.data(Builder.response(message)) + Builder.stop)
        serve(&listener, &sensor)
        #expect(sensor.frames[.response] == 1)
    }

    @Test func theSocketIsOneListeners() throws {
        do {
            let listener = try DnstapListener(.unix(path: path))
            let error = #expect(throws: DnstapListenerError.self) { _ = try DnstapListener(.unix(path: path)) }
            #expect(error?.description.contains("can't be listened on") == true)
            _ = consume listener
        }
        #expect(!FileManager.default.fileExists(atPath: path))
        // What is no socket is left alone.
        _ = try folder.write("precious", as: "s")
        #expect(throws: DnstapListenerError.self) { _ = try DnstapListener(.unix(path: path)) }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "precious")
    }

    @Test func aDeadListenersSocketIsReplaced() throws {
        let descriptor = try #require(DnstapAddress.unix(path: path).listen())
        close(descriptor)
        #expect(FileManager.default.fileExists(atPath: path))
        let listener = try DnstapListener(.unix(path: path))
        #expect(listener.connected == 0)
    }

    @Test func addresses() {
        #expect(DnstapAddress("unix:/run/a") == .unix(path: "/run/a"))
        #expect(DnstapAddress("tcp:127.0.0.1:6000") == .tcp(host: "127.0.0.1", port: 6_000))
        #expect(DnstapAddress("tcp:[::1]:6000")?.description == "tcp:[::1]:6000")
        let long = String(repeating: "a", count: 108)
        for wrong in ["", "unix:", "unix:" + long, "tcp:", "tcp:6000", "tcp::6000", "tcp:a:0", "tcp:a:65536", "/run/a"]
        {
            #expect(DnstapAddress(wrong) == nil, "\(wrong)")
        }
        #expect(throws: DnstapListenerError.self) {
            _ = try DnstapListener(.tcp(host: "not.numeric.test", port: 6_000))
        }
    }
}
