import Foundation
import PassiveDNS
import TestSupport
import Testing

@Suite struct DomainNameTests {
    @Test(arguments: [
        ("WWW.Perrydale.Example.", "www.perrydale.example"), (".", "."), ("a\\.b.example", "a\\046b.example"),
        ("*.example", "*.example"), ("_dmarc.a.test", "_dmarc.a.test"), ("x\"<>.test", "x\\034\\060\\062.test"),
        ("a b.test", "a\\032b.test"), ("\\097.test", "a.test"),
    ])
    func canonicalForm(text: String, expected: String) throws {
        #expect(try DomainName(text).text == expected)
    }

    @Test("refuses what is no name")
    func refusals() {
        #expect(throws: DomainNameError.empty) { try DomainName("") }
        #expect(throws: DomainNameError.emptyLabel) { try DomainName("a..test") }
        #expect(throws: DomainNameError.emptyLabel) { try DomainName(".test") }
        #expect(throws: DomainNameError.labelTooLong(octets: 64)) {
            try DomainName(String(repeating: "a", count: 64) + ".test")
        }
        let long = Array(repeating: String(repeating: "a", count: 63), count: 4).joined(separator: ".")
        #expect(throws: DomainNameError.nameTooLong(octets: 255)) { try DomainName(long) }
        #expect(throws: DomainNameError.badEscape) { try DomainName("a\\2.test") }
        #expect(throws: DomainNameError.badEscape) { try DomainName("a\\999.test") }
        #expect(throws: DomainNameError.notASCII) { try DomainName("bücher.test") }
    }

    @Test("a canonical name is its own canonical form")
    func idempotent() throws {
        var random = SplitMix64(seed: 1)
        for _ in 0..<500 {
            let bytes = (0..<Int.random(in: 1...20, using: &random)).map { _ in
                UInt8.random(in: 1...126, using: &random)
            }
            guard let name = try? DomainName(String(decoding: bytes, as: UTF8.self)) else { continue }
            #expect(try DomainName(name.text) == name)
        }
    }

    @Test("names of hosts are those whose labels are letters, digits, - and _, within the limits")
    func hostNames() {
        var random = SplitMix64(seed: 6)
        let frequent = Array("abzAZ09-_..".utf8)
        let rare = Array("@[`{/:*,\\ \u{7f}".utf8) + [0x80, 0xae, 0xc3, 0xff]
        for _ in 0..<5_000 {
            let longest = [8, 20, 70, 260].randomElement(using: &random) ?? 8
            var bytes = (0..<Int.random(in: 1...longest, using: &random)).map { place in
                longest > 20 && place % 40 != 39 ? UInt8(ascii: "x") : frequent.randomElement(using: &random) ?? 0
            }
            if Int.random(in: 0..<4, using: &random) == 0 {
                bytes[Int.random(in: bytes.indices, using: &random)] = rare.randomElement(using: &random) ?? 0
            }
            var output = [UInt8](repeating: 0, count: 254)
            let count = bytes.withUnsafeBytes { name in
                output.withUnsafeMutableBytes { DomainName.writePlain(name, to: $0) }
            }
            #expect(count.map { Array(output[..<$0]) } == hostName(bytes), "\(bytes)")
        }
    }

    /// The name in lower case without its final dot; `nil` for all that is no host's.
    private func hostName(_ bytes: [UInt8]) -> [UInt8]? {
        let name = bytes.last == UInt8(ascii: ".") ? Array(bytes.dropLast()) : bytes
        let labels = name.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let allowed = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_".utf8)
        guard name.count <= 253, labels.allSatisfy({ (1...63).contains($0.count) && $0.allSatisfy(allowed.contains) })
        else { return nil }
        return name.map { (0x41...0x5a).contains($0) ? $0 + 0x20 : $0 }
    }
}

@Suite struct IPAddressTests {
    @Test("takes as IPv4 what the C library takes")
    func agreesOnIPv4() {
        var random = SplitMix64(seed: 7)
        for _ in 0..<5_000 {
            var text = (0..<4).map { _ in String(Int.random(in: 0...300, using: &random)) }.joined(separator: ".")
            if Bool.random(using: &random) {
                let place = text.index(text.startIndex, offsetBy: Int.random(in: 0..<text.count, using: &random))
                text.insert("0123456789. :".randomElement(using: &random) ?? "0", at: place)
            }
            var address = in_addr()
            let expected = inet_pton(AF_INET, text, &address) == 1 ? UInt32(bigEndian: address.s_addr) : nil
            #expect(IPAddress(text) == expected.map { IPAddress(v4: $0) }, "\(text)")
        }
    }

    @Test("reads and writes addresses as the C library does")
    func agreesWithTheCLibrary() {
        var random = SplitMix64(seed: 2)
        for _ in 0..<2_000 {
            var bytes = (0..<16).map { _ in UInt8.random(in: 0...255, using: &random) }
            for index in bytes.indices where Bool.random(using: &random) { bytes[index] = 0 }
            var text = [CChar](repeating: 0, count: 64)
            inet_ntop(AF_INET6, bytes, &text, 64)
            let written = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            let value = bytes.reduce(UInt128(0)) { $0 << 8 | UInt128($1) }
            #expect(IPAddress(written)?.value == value)
            #expect(IPAddress(IPAddress(value: value).description)?.value == value)
        }
    }

    @Test(arguments: [
        "", "1.2.3", "1.2.3.4.5", "256.1.1.1", "01.2.3.4", "1.2.3.4 ", "1::2::3", ":::", "12345::", "1:2:3:4:5:6:7:8:9",
        "fe80::1%eth0", "[::1]", "1:2:3:4:5:6:7:", ":1:2:3:4:5:6:7",
    ])
    func refuses(text: String) {
        #expect(IPAddress(text) == nil)
    }

    @Test("a mapped address is the address it maps")
    func mapped() {
        #expect(IPAddress("::ffff:146.112.61.104") == IPAddress("146.112.61.104"))
        #expect(IPAddress("::ffff:146.112.61.104")?.description == "146.112.61.104")
        #expect(IPAddress("146.112.61.104")?.v6Description == "::ffff:146.112.61.104")
        #expect(IPAddress("2001:DB8::1")?.v6Description == "2001:db8::1")
    }

    @Test(arguments: [
        ("10.1.2.3", true), ("8.8.8.8", false), ("2002:0a01:0203::1", true), ("64:ff9b::8.8.8.8", false), ("::1", true),
        ("2a00::1", false), ("198.51.100.9", true),
    ])
    func specialPurpose(text: String, isSpecial: Bool) {
        #expect((IPAddress(text)?.specialPurpose != nil) == isSpecial)
    }

    @Test func prefixes() {
        let block = IPPrefix("198.51.100.77/24")
        #expect(block?.description == "198.51.100.0/24")
        #expect(IPAddress("198.51.100.255").map { block?.contains($0) } == true)
        #expect(IPAddress("198.51.101.0").map { block?.contains($0) } == false)
        #expect(IPPrefix("198.51.100.0/33") == nil)
        #expect(IPPrefix("0.0.0.0/0")?.top.description == "255.255.255.255")
        #expect(IPPrefix("::/0")?.bits == 0)
    }
}

@Suite struct TimestampTests {
    @Test(arguments: [
        ("1436563025", 1_436_563_025), ("1436563025.9", 1_436_563_025), ("2015-07-10", 1_436_486_400),
        ("2015-07-10T21:17:05Z", 1_436_563_025), ("2015-07-10 21:17:05", 1_436_563_025),
        ("2015-07-10T23:17:05.123+02:00", 1_436_563_025), ("2009-11-24T21:27:09.534255-0100", 1_259_101_629),
        ("1969-12-31T23:59:59Z", -1), ("2000-02-29", 951_782_400),
    ])
    func reads(text: String, seconds: Int64) {
        #expect(Timestamp(text)?.seconds == seconds)
    }

    @Test(arguments: [
        "", "soon", "2015-13-01", "2015-02-29", "2015-07-10T25:00", "2015-07-10T10", "12-07-2015", "1e9", "-",
    ])
    func refuses(text: String) {
        #expect(Timestamp(text) == nil)
    }

    @Test("a time between T is read as one behind a space")
    func separators() {
        var random = SplitMix64(seed: 10)
        let digits = Array("0123456789").map(String.init)
        for _ in 0..<3_000 {
            var text = Timestamp(seconds: Int64.random(in: 0...200_000_000_000, using: &random)).description
            text.removeLast()
            text += ["", "Z", ".5", ".123456+0200", "-01:30", "+0000", ",", "x"].randomElement(using: &random) ?? ""
            for _ in 0..<Int.random(in: 0...2, using: &random) {
                let place = text.index(text.startIndex, offsetBy: Int.random(in: 0..<19, using: &random))
                guard text[place] != "T" else { continue }
                let new = (digits + ["-", ":", "/"]).randomElement(using: &random) ?? ""
                text.replaceSubrange(place...place, with: new)
            }
            #expect(Timestamp(text) == Timestamp(text.replacing("T", with: " ")), "\(text)")
        }
    }

    @Test("writes what it reads, over five thousand years")
    func roundTrip() {
        var random = SplitMix64(seed: 3)
        for _ in 0..<2_000 {
            let time = Timestamp(seconds: Int64.random(in: -50_000_000_000...200_000_000_000, using: &random))
            #expect(Timestamp(time.description) == time)
        }
    }
}

@Suite struct SymbolTableTests {
    @Test("gives each string one number, as a dictionary would")
    func agreesWithADictionary() {
        var random = SplitMix64(seed: 4)
        var table = SymbolTable()
        var oracle: [String: Int32] = [:]
        for _ in 0..<5_000 {
            let text = String(Int.random(in: 0..<1_500, using: &random), radix: 7)
            let id = table.intern(text)
            #expect(oracle[text, default: Int32(oracle.count)] == id)
            oracle[text] = id
        }
        #expect(table.count == oracle.count)
        #expect(
            table.sorted(0..<Int32(table.count)).map { table[$0] }
                == oracle.keys.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
        )
        #expect(table.find("nothing of the kind") == nil)
    }

    @Test("orders strings by their last octets, and equal ones as they were given")
    func sortsByLastOctets() {
        var random = SplitMix64(seed: 5)
        var table = SymbolTable()
        var ids: [Int32] = []
        for _ in 0..<3_000 {
            let label = String(Int.random(in: 0..<200, using: &random), radix: 3)
            ids.append(
                table.intern(label + "." + String(repeating: "a", count: Int.random(in: 0..<30, using: &random)))
            )
        }
        let octets = ids.map { id in Int32.random(in: 0...Int32(table[id].utf8.count), using: &random) }
        let ends = zip(ids, octets).map { Array(table[$0].utf8.suffix(Int($1))) }
        let places = table.places(of: ids, byLast: octets)
        #expect(
            places.map { Int($0) }
                == ends.indices.sorted {
                    ends[$0] != ends[$1] ? ends[$0].lexicographicallyPrecedes(ends[$1]) : $0 < $1
                }
        )
        for (place, next) in zip(places, places.dropFirst()).map({ (Int($0), Int($1)) }) {
            let count = Int(min(octets[place], octets[next]))
            let areEqual = ends[place].suffix(count) == ends[next].suffix(count)
            #expect(table.haveEqualEnds(ids[place], ids[next], octets: count) == areEqual)
        }
    }
}

@Suite struct IndicatorTests {
    @Test(arguments: [
        ("hxxps://evil[.]example/path?x", "evil.example"), (" EVIL(dot)example ", "evil.example"),
        ("198.51.100[.]7", "198.51.100.7"), ("198.51.100.0/24", "198.51.100.0/24"),
        ("evil.example:8080", "evil.example"),
        ("http://[2001:db8::1]:80/", "2001:db8::1"), ("2001:db8::1", "2001:db8::1"),
    ])
    func reads(text: String, expected: String) throws {
        #expect(try Indicator(text).description == expected)
    }

    @Test("a block of no such length is none, and no address either", arguments: ["208.80.152.3/33", "2001:db8::/129"])
    func refuses(block: String) {
        #expect(throws: DomainNameError.badBlock) { try Indicator(block) }
    }

    @Test(
        "names of hosts",
        arguments: [
            ("a.example", true), ("_x.a-b.example", true), ("xn--bcher-kva.example", true), ("example", false),
            ("1.2.3", false), ("a\\032b.example", false), ("*.example", false), (".", false),
        ]
    )
    func hostNames(name: String, isOne: Bool) {
        #expect(DomainName.isHostName(name.utf8) == isOne)
    }
}
