import PublicSuffix
import Testing

@Suite struct PublicSuffixListTests {
    let list = PublicSuffixList()

    @Test(arguments: [
        ("www.perrydale.com", "perrydale.com", false), ("a.b.co.uk", "b.co.uk", false), ("com", "com", false),
        ("x.duckdns.org", "x.duckdns.org", true), ("y.x.duckdns.org", "x.duckdns.org", true),
        ("a.b.example", "b.example", false),
        (".", ".", false), ("\\032x.test", "\\032x.test", false),
    ])
    func registrableDomain(name: String, expected: String, isPrivate: Bool) {
        let found = list.registrableDomain(of: name)
        #expect(String(name.utf8.suffix(found.octets)) == expected)
        #expect(found.underPrivateSuffix == isPrivate)
    }

    @Test func internationalNames() {
        #expect(InternationalName.ascii("bücher.example") == "xn--bcher-kva.example")
        #expect(InternationalName.ascii("a\u{202e}b.example") == nil)
    }
}
