import Foundation
import PassiveDNS
import RegistrationLookup
import TestSupport
import Testing

@Suite(.serialized) struct RDAPLookupTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private var now: Timestamp { Timestamp(seconds: Int64(Date().timeIntervalSince1970)) }

    private func lookup(_ server: RDAPServer, pause: Duration = .zero, later: Int64 = 0) throws -> RDAPLookup {
        try RDAPLookup(
            servers: try folder.write(server.bootstrap, as: "dns.json"),
            cache: folder.path + "/cache",
            now: Timestamp(seconds: now.seconds + later),
            pause: pause
        )
    }

    private func text(about name: String, _ lookup: inout RDAPLookup) throws -> String {
        try lookup.answer(about: try DomainName(name)) { try String(contentsOfFile: $0, encoding: .utf8) }
    }

    private static let hasPython = Python(with: "http.server") != nil

    @Test("the server of the longest name is taken, and HTTPS where there is a choice")
    func bootstrap() throws {
        let file = try RDAPBootstrap(
            Data(
                #"{"services":[[["COM"],["http://a.example/","https://b.example/"]],[["co.test"],["https://c.example/"]],[["test"],["https://d.example/"]],[["net"],["http://e.example/"]]]}"#
                    .utf8
            ),
            subject: "x"
        )
        #expect(file.server(for: try DomainName("x.com"))?.absoluteString == "https://b.example/")
        #expect(file.server(for: try DomainName("a.b.co.test"))?.absoluteString == "https://c.example/")
        #expect(file.server(for: try DomainName("b.test"))?.absoluteString == "https://d.example/")
        #expect(file.server(for: try DomainName("b.net")) == nil)
        #expect(file.server(for: try DomainName("b.org")) == nil)
        #expect(throws: LookupError.self) { try RDAPBootstrap(Data("[]".utf8), subject: "x") }
    }

    @Test("asks once a day, keeps the answer, and follows redirections on this machine only", .enabled(if: hasPython))
    func asksAndKeeps() throws {
        let server = try #require(try RDAPServer(folder))
        var lookup = try lookup(server)
        #expect(try text(about: "a.test", &lookup).contains("a.test"))
        #expect(try text(about: "a.test", &lookup).contains("a.test"))
        #expect(server.questions == ["/domain/a.test"])
        var tomorrow = try self.lookup(server, later: 2 * Timestamp.day)
        _ = try text(about: "a.test", &tomorrow)
        #expect(server.questions.count == 2)
        _ = try text(about: "moved.test", &lookup)
        #expect(server.questions.suffix(2) == ["/moved/domain/moved.test", "/domain/a.test"])
        #expect(throws: LookupError.self) { try text(about: "out.test", &lookup) }
    }

    @Test("an answer of no use is an error in plain words, and is not kept", .enabled(if: hasPython))
    func failures() throws {
        let server = try #require(try RDAPServer(folder))
        var lookup = try lookup(server)
        #expect(throws: LookupError.self) { try text(about: "none.test", &lookup) }
        #expect(throws: LookupError.self) { try text(about: "huge.test", &lookup) }
        #expect(throws: LookupError.self) { try text(about: "endless.test", &lookup) }
        #expect(throws: LookupError.self) { try text(about: "packed.test", &lookup) }
        #expect(throws: LookupError.self) { try text(about: "a.example", &lookup) }
        #expect(throws: CancellationError.self) {
            try lookup.answer(about: try DomainName("b.test")) { _ in throw CancellationError() }
        }
        _ = try text(about: "busy.test", &lookup)
        #expect(server.questions.count { $0.hasSuffix("busy.test") } == 2)
        let kept = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/cache")
        #expect(kept == ["busy.test.json"])
    }

    @Test("a server is asked no oftener than the pause allows", .enabled(if: hasPython))
    func pauses() throws {
        let server = try #require(try RDAPServer(folder))
        var lookup = try lookup(server, pause: .milliseconds(300))
        let time = try ContinuousClock().measure {
            for name in ["a.test", "b.test", "c.test"] { _ = try text(about: name, &lookup) }
        }
        #expect(time >= .milliseconds(600))
    }

    @Test("a bootstrap file may come from a server, and is kept", .enabled(if: hasPython))
    func bootstrapFromServer() throws {
        let server = try #require(try RDAPServer(folder))
        #expect(throws: LookupError.self) {
            try RDAPLookup(servers: "http://192.0.2.1/dns.json", cache: folder.path + "/c", now: now)
        }
        #expect(throws: LookupError.self) {
            try RDAPLookup(
                servers: "http://127.0.0.1:\(server.port)/domain/a.test",
                cache: folder.path + "/c",
                now: now
            )
        }
        #expect(server.questions == ["/domain/a.test"])
    }

    @Test("each list of servers is kept by itself, for a day", .enabled(if: hasPython))
    func listsAreKeptApart() throws {
        let server = try #require(try RDAPServer(folder))
        func lookup(_ list: String, later: Int64 = 0) throws -> RDAPLookup {
            try RDAPLookup(
                servers: "http://127.0.0.1:\(server.port)/\(list)/list.json",
                cache: folder.path + "/cache",
                now: Timestamp(seconds: now.seconds + later),
                pause: .zero
            )
        }
        _ = try lookup("com")
        var test = try lookup("test")
        #expect(try text(about: "a.test", &test).contains("a.test"))
        var again = try lookup("com")
        #expect(throws: LookupError.self) { try text(about: "b.test", &again) }
        #expect(server.questions == ["/com/list.json", "/test/list.json", "/domain/a.test"])
        _ = try lookup("com", later: 2 * Timestamp.day)
        #expect(server.questions.last == "/com/list.json")
    }

    @Test("a server that dribbles is cut off by the time for all of an answer", .enabled(if: hasPython))
    func slow() throws {
        let server = try #require(try RDAPServer(folder))
        var lookup = try RDAPLookup(
            servers: try folder.write(server.bootstrap, as: "dns.json"),
            cache: folder.path + "/cache",
            now: now,
            longest: .seconds(1)
        )
        let time = ContinuousClock().measure {
            #expect(throws: LookupError.self) { try text(about: "slow.test", &lookup) }
        }
        #expect(time < .seconds(10))
    }
}
