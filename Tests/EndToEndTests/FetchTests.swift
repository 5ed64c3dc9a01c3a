import Foundation
import TestSupport
import Testing

/// Asks a registry on this machine, as a user would the real ones.
@Suite struct FetchTests {
    @Test(
        "asks for the domains of names only when told to, and takes the answers into the store",
        .enabled(if: Python(with: "http.server") != nil, "no python3 here")
    )
    func fetch() throws {
        let line = try CommandLineTests()
        let server = try #require(try RDAPServer(line.folder))
        let servers = try line.folder.write(server.bootstrap, as: "dns.json")
        let options = ["--fetch", "--bootstrap", servers, "--cache", line.folder.path + "/cache"]
        let run = try line.ravel(["whois"] + options + ["www.a.test", "a.test", "none.test"])
        #expect(run.status == 1)
        #expect(run.out == "a.test: 1 registration, 1 of them new\n")
        #expect(run.err.contains("none.test: 127.0.0.1 knows no such registration"))
        #expect(server.questions == ["/domain/a.test", "/domain/none.test"])
        #expect(try line.ravel("info", "--format", "csv").out.contains("registrations,,1"))
        #expect(try line.ravel("whois", "--fetch", "198.51.100.7", "--bootstrap", servers).status == 1)
        #expect(try line.ravel("whois", "www.a.test").status == 1)
        #expect(server.questions.count == 2)
        let liar = try line.ravel(["whois"] + options + ["liar.test"])
        #expect(liar.status == 1)
        #expect(liar.err.contains("liar.test: the answer is about another domain"))
        #expect(!FileManager.default.fileExists(atPath: line.folder.path + "/cache/liar.test.json"))
        #expect(try line.ravel("info", "--format", "csv").out.contains("registrations,,1"))
    }
}
