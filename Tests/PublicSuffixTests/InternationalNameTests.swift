import PublicSuffix
import Testing

@Suite struct InternationalNameTests {
    @Test("names of the DNS have letters behind them, and back")
    func letters() {
        #expect(InternationalName.letters("xn--bcher-kva.example") == "bücher.example")
        #expect(InternationalName.ascii("bücher.example") == "xn--bcher-kva.example")
        #expect(InternationalName.letters("plain.example") == nil)
        #expect(InternationalName.letters("xn--.example") == nil)
        #expect(InternationalName.letters("xn--\u{7f}.example") == nil)
    }

    @Test(
        "letters of other scripts read like Latin ones",
        arguments: [
            ("аррӏе.example", "apple.example"), ("pаypal.example", "paypal.example"),
            ("gооgle.example", "google.example"),
            ("páypаl.example", "paypal.example"), ("miсrоsоft.example", "microsoft.example"),
        ]
    )
    func lookalikes(letters: String, ascii: String) {
        #expect(Lookalike.ascii(letters) == ascii)
    }

    @Test(
        "honest names of other scripts read like nothing",
        arguments: ["bücher.example", "例え.test", "почта.example", "ελλάδα.example", "plain.test"]
    )
    func honest(letters: String) {
        #expect(Lookalike.ascii(letters) == nil)
    }
}
