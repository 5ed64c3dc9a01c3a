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

    @Test(
        "asks the proxy that the environment names for HTTPS, and none where the name is excluded",
        .enabled(if: Python(with: "http.server") != nil, "no python3 here")
    )
    func proxies() throws {
        let line = try CommandLineTests()
        let server = try #require(try RDAPServer(line.folder))
        let proxy = "http://127.0.0.1:\(server.port)"
        let none = ["https_proxy", "HTTPS_PROXY", "http_proxy", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY"]
        func fetch(_ servers: String, _ environment: [String: String], _ name: String = "a.test") throws -> String {
            let options = ["--fetch", "--bootstrap", servers, "--cache", line.folder.path + "/cache"]
            let unset = Dictionary(uniqueKeysWithValues: none.map { ($0, "") })
            return try line.ravel(["whois"] + options + [name], environment: unset.merging(environment) { $1 }).err
        }
        let elsewhere = "https://list.test/dns.json"
        #expect(try fetch(elsewhere, ["https_proxy": proxy]).contains("403"))
        #expect(try fetch(elsewhere, ["ALL_PROXY": proxy, "no_proxy": "test.example, notlist.test"]).contains("403"))
        #expect(server.questions == ["CONNECT list.test:443", "CONNECT list.test:443"])

        // Where no proxy is asked, a name may not lead to this machine.
        let here = "https://localhost:\(server.port)/dns.json"
        let environments = [
            [:], ["http_proxy": proxy], ["https_proxy": proxy, "no_proxy": "a.example,.LOCALHOST"],
            ["https_proxy": proxy, "NO_PROXY": "*"],
        ]
        for environment in environments {
            let said = try fetch(here, environment)
            #expect(said.contains("the name leads to this machine; it was not asked"), "\(environment): \(said)")
        }
        let block = ["https_proxy": proxy, "no_proxy": "127.0.0.0/8"]
        #expect(try fetch("https://127.0.0.1:\(server.port)/dns.json", block).contains("leads to this machine"))
        #expect(server.questions.count == 2)

        // Plain HTTP stays on this machine, and is what a redirection may leave by HTTPS alone.
        let servers = try line.folder.write(server.bootstrap, as: "dns.json")
        let nobody = ["http_proxy": "http://127.0.0.1:1", "https_proxy": proxy]
        #expect(try fetch(servers, nobody) == "")
        #expect(try fetch(servers, nobody, "secure.test").contains("https://rdap.test/: "))
        #expect(server.questions.last == "CONNECT rdap.test:443")
        #expect(try fetch(servers, nobody, "out.test").contains("redirects to http://192.0.2.1/, which is not asked"))
    }

    @Test("a folder's registrations are counted together")
    func folders() throws {
        let line = try CommandLineTests()
        let folder = line.folder.path + "/whois"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        _ = try line.folder.write("Domain Name: A.TEST\nCreation Date: 2010-01-02T03:04:05Z\n", as: "whois/a.txt")
        _ = try line.folder.write("domain,created\na.test,2010-01-02T03:04:05Z\nb.test,2011-01-02\n", as: "whois/b.csv")
        let run = try line.ravel("whois", folder)
        #expect(run.status == 0 && run.out.hasSuffix("in all 2 files: 3 registrations, 2 of them new\n"), "\(run.out)")
        _ = try line.folder.write("nothing\n", as: "whois/c.txt")
        let failed = try line.ravel("whois", folder)
        #expect(failed.status == 1 && failed.out.hasSuffix("in all 2 files: 3 registrations, 0 of them new\n"))
    }
}
