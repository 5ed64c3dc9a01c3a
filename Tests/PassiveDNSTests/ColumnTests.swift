import PassiveDNS
import TestSupport
import Testing

@Suite struct ColumnTests {
    struct Inner: Columned, Equatable {
        var texts: [String]
        var note: String?
        var place: Int?
        var indicator: Indicator

        init(texts: [String], note: String?, place: Int?, indicator: Indicator) {
            (self.texts, self.note, self.place, self.indicator) = (texts, note, place, indicator)
        }

        func write(to columns: inout ColumnWriter) throws {
            try columns.write(texts, note, place, indicator)
        }

        init(from columns: inout ColumnReader) throws {
            texts = try columns.read()
            note = try columns.read()
            place = try columns.read()
            indicator = try columns.read()
        }
    }

    struct Outer: Columned, Equatable {
        var numbers: [Int32]
        var addresses: [IPAddress]
        var bits: [Bool]
        var perhaps: [Inner?]
        var byNumber: [Int32: [Inner]]
        var score: Double
        var period: Period
        var nothing: [Int64]
        var end: String

        init(_ random: inout SplitMix64, size: Int) throws {
            numbers = (0..<size).map { Int32($0) }
            addresses = (0..<size).map { IPAddress(value: UInt128($0) << 70) }
            bits = (0..<size).map { $0 % 3 == 0 }
            perhaps = try (0..<5).map { $0 % 2 == 0 ? nil : try ColumnTests.inner(&random) }
            byNumber = [-1: [], 7: [try ColumnTests.inner(&random), try ColumnTests.inner(&random)]]
            score = 0.1
            period = Period(first: Timestamp(seconds: -5), last: Timestamp(seconds: .max))
            nothing = []
            end = "end"
        }

        func write(to columns: inout ColumnWriter) throws {
            try columns.write(numbers, addresses, bits, perhaps, byNumber, score, period, nothing, end)
        }

        init(from columns: inout ColumnReader) throws {
            numbers = try columns.read()
            addresses = try columns.read()
            bits = try columns.read()
            perhaps = try columns.read()
            byNumber = try columns.read()
            score = try columns.read()
            period = try columns.read()
            nothing = try columns.read()
            end = try columns.read()
        }
    }

    private static func inner(_ random: inout SplitMix64) throws -> Inner {
        let name = try DomainName("n\(Int.random(in: 0...9, using: &random)).test")
        let indicators: [Indicator] = [
            .name(name), .address(IPAddress(v4: 7)), .prefix(IPPrefix(IPAddress(v4: 9), bits: 120)),
        ]
        return Inner(
            texts: (0..<Int.random(in: 0...3, using: &random)).map { String(repeating: "é\($0)", count: $0) },
            note: Bool.random(using: &random) ? "" : nil,
            place: Bool.random(using: &random) ? .min : nil,
            indicator: indicators[Int.random(in: 0...2, using: &random)]
        )
    }

    @Test("what is written is read again, small or larger than what is handed on at a time")
    func comesBack() throws {
        var random = SplitMix64(seed: 3)
        for size in [0, 1, 1_000, 100_000] {
            let value = try Outer(&random, size: size)
            let bytes = try ColumnWriter.bytes(of: value)
            #expect(try bytes.withUnsafeBytes { try ColumnReader.read(Outer.self, from: $0) } == value)
        }
    }

    @Test("bytes that end early are refused, wherever they end")
    func truncated() throws {
        var random = SplitMix64(seed: 4)
        let bytes = try ColumnWriter.bytes(of: try Outer(&random, size: 3))
        for count in 0..<bytes.count {
            #expect(throws: ColumnError.truncated) {
                try bytes[..<count].withUnsafeBytes { _ = try ColumnReader.read(Outer.self, from: $0) }
            }
        }
    }

    @Test("lengths beyond what is there are refused without making room for them")
    func lengths() throws {
        for length in [-1, 1 << 40, Int.max] {
            let bytes = try ColumnWriter.bytes(of: length)
            bytes.withUnsafeBytes { bytes in
                #expect(throws: ColumnError.truncated) { try ColumnReader.read([Int64].self, from: bytes) }
                #expect(throws: ColumnError.truncated) { try ColumnReader.read([String].self, from: bytes) }
                #expect(throws: ColumnError.truncated) { try ColumnReader.read([Int32: Bool].self, from: bytes) }
                #expect(throws: ColumnError.truncated) { try ColumnReader.read(String.self, from: bytes) }
            }
        }
    }

    @Test("values in parts come back in their order")
    func parts() throws {
        for count in [0, 1, 4096, 10_000] {
            let values = (0..<count).map { "text \($0)" }
            let bytes = try ColumnWriter.bytes(of: try InParts(values))
            let parts = try bytes.withUnsafeBytes { try ColumnReader.read(InParts<String>.self, from: $0) }
            #expect(try parts.elements() == values)
        }
    }

    @Test("symbols are found again after they were kept")
    func symbols() throws {
        var table = SymbolTable()
        for number in 0..<5_000 { _ = table.intern("n\(number).test") }
        let bytes = try ColumnWriter.bytes(of: table)
        var kept = try bytes.withUnsafeBytes { try ColumnReader.read(SymbolTable.self, from: $0) }
        for number in 0..<5_000 { #expect(kept.find("n\(number).test") == Int32(number)) }
        #expect(kept.find("none.test") == nil)
        #expect(kept.intern("none.test") == 5_000)
    }
}
