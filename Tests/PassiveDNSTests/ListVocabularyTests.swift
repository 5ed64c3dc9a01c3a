import PassiveDNS
import Testing

@Suite struct ListVocabularyTests {
    @Test(
        "patterns find what a backtracking matcher would",
        arguments: [
            ("^a.c$", "abc", true), ("^a.c$", "abcd", false), ("b", "abc", true), ("(?:ab|cd)+e", "xcdabe", true),
            ("(?:ab|cd)+e", "xe", false), ("[a-c]{2,3}\\.test$", "xab.test", true), ("[^0-9]x", "1x", false),
            ("/^PARK(?:ING)?[0-9]*\\./i", "parking7.example", true), ("a{3}", "aa", false), ("a*?b", "aab", true),
            ("\\d+\\w\\.", "12a.example", true), ("^$", "", true), ("x|", "anything", true), ("[]a]", "]", true),
        ]
    )
    func patterns(_ pattern: String, _ text: String, _ found: Bool) throws {
        #expect(try BoundedPattern(pattern).matches(text) == found)
    }

    @Test("patterns that need backtracking, unfold without bound or are broken are refused")
    func refusedPatterns() {
        for pattern in [
            "(a)\\1", "(?=a)b", "(?<!a)b", "a**", "a++", "*a", "(", ")", "[a", "a{2,1}", "a{99999}",
            "((a{100}){100}){100}",
            "", "a\\", "\\pL", "[z-a]", "/a/x", String(repeating: "(", count: 100_000),
        ] {
            #expect(throws: BoundedPattern.Problem.self, "\(pattern.prefix(20))") { try BoundedPattern(pattern) }
        }
    }

    @Test("a pattern that ruins backtracking matchers is matched in linear time")
    func pathologicalPattern() throws {
        let text = String(repeating: "a", count: 100_000) + "!"
        #expect(try !BoundedPattern("^(a|a?)+$").matches(text))
        #expect(try !BoundedPattern("^((a+)+)+$").matches(text))
    }

    @Test("what a list is about is told from its name, before its description")
    func listClasses() {
        #expect(ListClass(describedBy: ["List of known sinkholes", ""]) == .sinkhole)
        #expect(ListClass(describedBy: ["dynamic_domain"]) == .dyndns)
        #expect(ListClass(describedBy: ["List of known Cloudflare IP ranges"]) == .cdn)
        #expect(ListClass(describedBy: ["Some cloud", "parking"]) == .cloud)
        #expect(ListClass(describedBy: ["addresses", "seen by us"]) == nil)
    }

    @Test("the longest prefix tells the network, and what encloses it goes on behind it")
    func systems() throws {
        let rows = [
            ("45.0.0.0/8", 1), ("45.1.0.0/16", 2), ("45.1.2.0/24", 3), ("45.1.2.0/25", 0), ("2001:67c::/32", 4),
        ]
        var systems = AutonomousSystems(
            prefixes: try rows.map { (prefix: try #require(IPPrefix($0.0)), number: UInt32($0.1)) }
        )
        systems.names = [3: "THREE"]
        let system = { (text: String) in systems.system(of: try #require(IPAddress(text))) }
        #expect(try system("45.0.0.1")?.number == 1)
        #expect(try system("45.1.1.255")?.number == 2)
        #expect(try system("45.1.2.128")?.description == "AS3 THREE")
        #expect(try system("45.1.2.1") == nil)
        #expect(try system("45.1.3.0")?.description == "AS2")
        #expect(try system("45.255.255.255")?.number == 1)
        #expect(try system("46.0.0.0") == nil)
        #expect(try system("2001:67c::1")?.number == 4)
        #expect(AutonomousSystems(starts: systems.starts.reversed(), numbers: systems.numbers) == nil)
    }
}
