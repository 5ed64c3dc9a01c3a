import Foundation
import TestSupport
import Testing

private let unbound = "/usr/sbin/unbound"

/// `ravel sense --dnstap` with a real resolver that sends, which asks a real authoritative server on loopback.
@Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: unbound), "unbound is not installed"))
struct ResolverTests {
    private let commands: CommandLineTests

    init() throws {
        commands = try CommandLineTests()
    }

    private var folder: String { commands.folder.path }

    private func common(_ port: Int) -> String {
        """
        server:
          do-daemonize: no
          chroot: ""
          username: ""
          directory: "\(folder)"
          pidfile: "\(folder)/\(port).pid"
          interface: 127.0.0.1@\(port)
          use-syslog: no
          access-control: 127.0.0.0/8 allow
          module-config: "iterator"

        """
    }

    private func authority(_ port: Int) -> String {
        common(port) + """
              local-zone: "example.test." static
              local-data: "www.example.test. 60 IN CNAME host.example.test."
              local-data: "host.example.test. 60 IN A 203.0.113.5"
              local-data: "v6.example.test. 60 IN AAAA 2001:db8::7"
            remote-control:
              control-enable: no

            """
    }

    private func resolver(_ port: Int, asks authority: Int, sendsTo socket: String) -> String {
        common(port) + """
              do-not-query-localhost: no
              local-zone: "test." nodefault
            stub-zone:
              name: "example.test."
              stub-addr: 127.0.0.1@\(authority)
            remote-control:
              control-enable: no
            dnstap:
              dnstap-enable: yes
              dnstap-bidirectional: yes
              \(socket)
              dnstap-send-identity: yes
              dnstap-identity: "resolver-1"
              dnstap-log-resolver-response-messages: yes
              dnstap-log-client-response-messages: yes

            """
    }

    private func start(_ program: String, _ arguments: [String]) throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        return process
    }

    private func stop(_ process: Process) {
        process.terminate()
        process.waitUntilExit()
    }

    /// Asks a resolver until it answers; the response's code.
    private func ask(_ name: String, _ type: UInt8, _ port: Int) throws -> UInt8 {
        let labels = name.split(separator: ".").flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) }
        let query: [UInt8] = [0, 7, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0] + labels + [0, 0, type, 0, 1]
        let descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var wait = timeval(tv_sec: 0, tv_usec: 300_000)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
        _ = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        var answer = [UInt8](repeating: 0, count: 512)
        for _ in 0..<100 {
            _ = send(descriptor, query, query.count, Int32(MSG_NOSIGNAL))
            if recv(descriptor, &answer, answer.count, 0) >= 12 { return answer[3] & 15 }
            usleep(50_000)
        }
        throw Silence()
    }

    private struct Silence: Error {}

    @Test(arguments: [true, false]) func unboundSends(overTCP: Bool) throws {
        let port = 20_000 + Int.random(in: 0..<4_000) * 4
        let socket = overTCP ? "tcp:127.0.0.1:\(port + 2)" : "unix:\(folder)/tap"
        let target =
            overTCP
            ? "dnstap-ip: \"127.0.0.1@\(port + 2)\"\n  dnstap-tls: no" : "dnstap-socket-path: \"\(folder)/tap\""
        // Root's rights are gone when the first batch is written.
        try FileManager.default.createDirectory(atPath: folder + "/out", withIntermediateDirectories: false)
        for path in [folder, folder + "/out"] {
            try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: path)
        }
        let sensor = try start(CommandLineTests.binary, ["sense", "--dnstap", socket, "--negative", "-o", "out/"])
        let authority = try start(
            unbound,
            ["-d", "-c", try commands.folder.write(authority(port), as: "authority.conf")]
        )
        for _ in 0..<100 where !overTCP && !FileManager.default.fileExists(atPath: folder + "/tap") { usleep(50_000) }
        if overTCP { usleep(500_000) }
        let resolver = try start(
            unbound,
            [
                "-d", "-c",
                try commands.folder.write(resolver(port + 1, asks: port, sendsTo: target), as: "resolver.conf"),
            ]
        )
        #expect(try ask("www.example.test", 1, port + 1) == 0)
        #expect(try ask("V6.example.test", 28, port + 1) == 0)
        #expect(try ask("gone.example.test", 1, port + 1) == 3)
        usleep(1_500_000)  // unbound sends once a second.
        stop(resolver)
        usleep(300_000)
        stop(sensor)
        stop(authority)
        #expect(sensor.terminationStatus == 0)
        var lines: Set<String> = []
        for batch in try FileManager.default.contentsOfDirectory(atPath: folder + "/out") where !batch.hasPrefix(".") {
            for line in try String(contentsOfFile: "\(folder)/out/\(batch)", encoding: .utf8).split(separator: "\n") {
                let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
                let row = try #require(object)
                let data = try #require(row["rdata"] as? [String]).joined()
                lines.insert("\(row["rrname"] ?? "") \(row["rrtype"] ?? "") \(data) \(row["sensor_id"] ?? "")")
            }
        }
        #expect(
            lines == [
                "www.example.test CNAME host.example.test resolver-1", "host.example.test A 203.0.113.5 resolver-1",
                "v6.example.test AAAA 2001:db8::7 resolver-1", "gone.example.test ANY NXDOMAIN resolver-1",
            ]
        )
    }
}
