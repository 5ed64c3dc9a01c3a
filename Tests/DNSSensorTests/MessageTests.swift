import PassiveDNS
import TestSupport
import Testing

@testable import DNSSensor

@Suite struct MessageTests {
    private typealias Builder = MessageBuilder

    private func lowered(_ message: [UInt8], at offset: Int) -> [UInt8]? {
        var room = [UInt8](repeating: 0, count: WireName.longest)
        let written = message.withUnsafeBytes { message in
            room.withUnsafeMutableBytes { WireName.write(message, at: offset, to: $0) }
        }
        return written.map { Array(room[..<$0]) }
    }

    private func text(_ name: [UInt8]) -> String? {
        var text: [UInt8] = []
        let end = name.withUnsafeBytes { NameText.append($0, to: &text) }
        return end == name.count ? String(decoding: text, as: UTF8.self) : nil
    }

    /// The presentation form of data, which lie alone in a message behind a header; `nil` where they are malformed.
    private func presentation(_ data: [UInt8], _ type: UInt16) throws -> String? {
        var builder = Builder()
        builder.record([0], type, data)
        let message = builder.octets
        var content = [UInt8](repeating: 0, count: RecordContent.longest)
        let written: Int? = message.withUnsafeBytes { message in
            guard let record = WireRecord(in: message, at: 12) else { return nil }
            return content.withUnsafeMutableBytes { RecordContent.write(record, of: message, to: $0) }
        }
        guard let written else { return nil }
        var text: [UInt8] = []
        content[..<written].withUnsafeBytes { RecordText.append($0, of: type, to: &text) }
        return String(decoding: text, as: UTF8.self)
    }

    @Test func anyOctetsInLabels() {
        var random = SplitMix64(seed: 9)
        for _ in 0..<2_000 {
            let labels = (0..<Int.random(in: 0...5, using: &random)).map { _ in
                (0..<Int.random(in: 1...63, using: &random)).map { _ in UInt8.random(in: .min ... .max, using: &random)
                }
            }
            // The last labels stand alone, and the first refer to them.
            let split = Int.random(in: 0...labels.count, using: &random)
            let wire = { (labels: ArraySlice<[UInt8]>) in labels.flatMap { [UInt8($0.count)] + $0 } }
            let message = wire(labels[split...]) + [0] + wire(labels[..<split]) + [0xc0, 0]
            let lower = labels.map { $0.map { (0x41...0x5a).contains($0) ? $0 + 0x20 : $0 } }
            let expected = wire(lower[...]) + [0]
            let start = wire(labels[split...]).count + 1
            #expect(lowered(message, at: start) == (expected.count <= WireName.longest ? expected : nil))
        }
    }

    @Test func namesLoseReferencesAndCase() {
        let message =
            [UInt8](repeating: 0, count: 12) + Builder.name("Example.TEST") + [3] + Array("WwW".utf8) + [0xc0, 12]
        #expect(lowered(message, at: 26) == Builder.name("www.example.test"))
        #expect(lowered([0], at: 0) == [0])
    }

    @Test(
        arguments: [
            [0xc0, 0],  // To itself.
            [1, 0x61, 0xc0, 0],  // Back to its own label.
            [0xc0, 2, 0xc0, 0],  // To and fro.
            [0xc0, 4, 0, 0, 1, 0x61, 0],  // Ahead.
            [3, 0x61, 0x62],  // Runs out.
            [0xc0],
            [0x41, 0x61, 0],  // Unknown kinds of labels.
            [0x80, 0x61, 0],
            [],
        ] as [[UInt8]]
    )
    func brokenNames(_ message: [UInt8]) {
        #expect(lowered(message, at: 0) == nil)
    }

    @Test func namesHaveAtMost255Octets() {
        let label = [63] + [UInt8](repeating: 0x61, count: 63)
        let longest = label + label + label + [61] + [UInt8](repeating: 0x62, count: 61) + [0]
        #expect(longest.count == 255)
        #expect(lowered(longest, at: 0) == longest)
        let tooLong = label + label + label + [62] + [UInt8](repeating: 0x62, count: 62) + [0]
        #expect(lowered(tooLong, at: 0) == nil)
    }

    @Test func chainsOfReferencesAreBounded() {
        var message: [UInt8] = [1, 0x61, 0]
        for place in 0..<200 { message += Builder.reference(place == 0 ? 0 : 1 + 2 * place) }
        #expect(lowered(message, at: 3 + 2 * 126) == [1, 0x61, 0])
        #expect(lowered(message, at: 3 + 2 * 127) == nil)
    }

    @Test func oddOctetsAreEscapedAsDomainNameDoes() throws {
        let name: [UInt8] = [6, 0x2e, 0x5c, 0x20, 0xff, 0x2a, 0x5f, 4] + Array("test".utf8) + [0]
        let written = try #require(text(name))
        #expect(written == "\\046\\092\\032\\255*_.test")
        #expect(try DomainName(written).text == written)
        #expect(text([0]) == ".")
        #expect(text([3, 0x61]) == nil)
    }

    @Test(
        arguments: [
            (1, [192, 0, 2, 1], "192.0.2.1"),
            (28, [0x20, 1, 0xd, 0xb8] + [UInt8](repeating: 0, count: 11) + [1], "2001:db8::1"),
            (5, MessageBuilder.name("A.Test"), "a.test"),
            (15, [0, 10] + MessageBuilder.name("Mail.test"), "10 mail.test"),
            (
                6,
                MessageBuilder.name("ns.test") + MessageBuilder.name("host.test")
                    + [1, 2, 3, 4, 5].flatMap(MessageBuilder.long),
                "ns.test host.test 1 2 3 4 5"
            ),
            (33, [0, 1, 0, 2, 1, 187] + MessageBuilder.name("s.test"), "1 2 443 s.test"),
            (16, [2, 0x68, 0x69, 0, 3, 0x22, 0x5c, 7], "\"hi\" \"\" \"\\\"\\\\\\007\""),
            (13, [1, 0x61, 1, 0x62], "\"a\" \"b\""),
            (257, [0, 5] + Array("issueca.test".utf8), "0 issue \"ca.test\""),
            (43, [0, 5, 8, 2, 0xab, 0xcd], "5 8 2 abcd"),
            (48, [1, 1, 3, 8, 1, 2, 3, 4], "257 3 8 AQIDBA=="),
            (
                46,
                [0, 1, 8, 2] + [3600, 1_700_000_000, 1_600_000_000].flatMap(MessageBuilder.long) + [0, 9]
                    + MessageBuilder.name("Test") + [0xff],
                "A 8 2 3600 20231114221320 20200913122640 9 test /w=="
            ),
            (47, MessageBuilder.name("b.test") + [0, 1, 0x40, 1, 1, 0x40], "b.test A CAA"),
            (50, [1, 0, 0, 10, 2, 0xab, 0xcd, 5, 0, 1, 2, 3, 4], "1 0 10 abcd 000g40o4"),
            (51, [1, 0, 0, 0, 0], "1 0 0 -"),
            (
                65, [0, 1, 0, 0, 1, 0, 6, 2, 0x68, 0x32, 2, 0x68, 0x33, 0, 3, 0, 2, 1, 187, 0, 4, 0, 4, 192, 0, 2, 1],
                "1 . alpn=h2,h3 port=443 ipv4hint=192.0.2.1"
            ),
            (
                65, [0, 1, 0, 0, 6, 0, 16] + [UInt8](repeating: 0, count: 10) + [0xff, 0xff, 203, 0, 113, 5],
                "1 . ipv6hint=::ffff:203.0.113.5"
            ),
            (64, [0, 0] + MessageBuilder.name("svc.test"), "0 svc.test"),
            (65, [0, 1, 0, 0, 3, 0, 1, 9], "\\# 8 0001000003000109"),  // A port of one octet.
            (65, [0, 1, 0, 0, 3, 0, 9, 9], "\\# 8 0001000003000909"),  // A value that runs out.
            (256, [0, 1, 0, 2] + Array("https://a.test/".utf8), "1 2 \"https://a.test/\""),
            (35, [0, 1, 0, 2, 1, 0x53, 0, 0, 0], "1 2 \"S\" \"\" \"\" ."),
            (17, MessageBuilder.name("Me.test") + [0], "me.test ."),
            (65_280, [1, 2], "\\# 2 0102"),
            (65_280, [], "\\# 0"),
            (61, [], "\\# 0"),  // A type of nothing but base 64.
        ] as [(UInt16, [UInt8], String)]
    )
    func presentation(_ type: UInt16, _ data: [UInt8], _ expected: String) throws {
        #expect(try presentation(data, type) == expected)
    }

    @Test(
        arguments: [
            (1, [192, 0, 2]), (1, [192, 0, 2, 1, 0]), (28, [1, 2, 3, 4]), (5, []), (5, [1, 0x61, 0, 0]), (15, [0]),
            (16, []), (16, [5, 1]), (6, [0, 0, 1]), (33, [0, 1, 0, 2, 0, 3]), (43, [0, 1]), (50, [1, 0, 0, 1, 9]),
            (5, [0xc0, 99]),
        ] as [(UInt16, [UInt8])]
    )
    func malformedData(_ type: UInt16, _ data: [UInt8]) throws {
        #expect(try presentation(data, type) == nil)
    }

    @Test func codesHaveNames() {
        var text: [UInt8] = []
        for code: UInt16 in [3, 15, 16, 3_841] {
            withUnsafeBytes(of: code.bigEndian) { RecordText.append($0, of: ResponseCode.recordType, to: &text) }
            text.append(0x20)
        }
        #expect(String(decoding: text, as: UTF8.self) == "NXDOMAIN RCODE15 BADVERS RCODE3841 ")
    }
}
