import PassiveDNS
import TestSupport
import Testing

@testable import ObservationStore

@Suite struct OrderedTableTests {
    /// A table of some names, whose data are of several types.
    private func table(_ count: Int, _ random: inout SplitMix64) throws -> ObservationTable {
        var table = ObservationTable()
        _ = table.symbol("named by no row")
        _ = table.address(IPAddress(v4: 9))
        for _ in 0..<count {
            let first = Int64.random(in: 0...9, using: &random)
            let type: RecordType = [.a, .aaaa, .ns, .txt].randomElement(using: &random) ?? .a
            let number = UInt32.random(in: 1...4, using: &random)
            table.append(
                Observation(
                    rrname: try DomainName("n\(Int.random(in: 0...40, using: &random)).b\(number).example"),
                    rrtype: type,
                    rdata: type.isAddress ? .address(IPAddress(v4: number << 8)) : .text("t\(number)"),
                    period: Period(first: Timestamp(seconds: first), last: Timestamp(seconds: first + 1)),
                    count: 1,
                    sensor: "s\(number % 2)"
                )
            )
        }
        return table
    }

    @Test("has each row with its name, by type and data, and as they came")
    func rows() throws {
        var random = SplitMix64(seed: 1)
        let table = try table(500, &random)
        let rows = RowsByName(table)
        #expect(rows.count == table.count)
        for name in 0..<Int32(table.symbols.count) {
            let expected = (0..<table.count).filter { table.rrname[$0] == name }.sorted { a, b in
                (table.rrtype[a], table.rdata[a], a) < (table.rrtype[b], table.rdata[b], b)
            }
            #expect(rows[name].map { Int($0.row) } == expected)
            for row in rows[name] {
                let place = Int(row.row)
                #expect(row.type == table.rrtype[place] && row.data == table.rdata[place])
                #expect(row.first == table.firstSeen[place] && row.last == table.lastSeen[place])
                #expect(row.count == table.sightings[place] && row.sensor == table.sensor[place])
            }
        }
    }

    @Test("has the texts and addresses that rows name, in order")
    func texts() throws {
        var random = SplitMix64(seed: 2)
        let table = try table(500, &random)
        var texts: Set<String> = []
        var addresses: Set<IPAddress> = []
        for row in (0..<table.count).map({ table[$0] }) {
            texts.formUnion([row.rrname.text, row.sensor])
            switch row.rdata {
            case .text(let text): texts.insert(text)
            case .address(let address): addresses.insert(address)
            }
        }
        let ordered = OrderedTable(table)
        #expect(ordered.texts.map { table.symbols[$0] } == texts.sorted())
        #expect(ordered.addressOrder.map { table.addresses[Int($0)] } == addresses.sorted())
    }

    @Test("has names by their labels from the last to the first")
    func names() throws {
        var random = SplitMix64(seed: 3)
        let table = try table(500, &random)
        let names = OrderedTable(table).names
        let used = Set(table.rrname).sorted { names.rank(of: $0) < names.rank(of: $1) }
        #expect(Set(used.map { names.rank(of: $0) }).count == used.count)
        var forms: [[UInt8]] = []
        for name in used {
            var form: [UInt8] = []
            names.append(name, to: &form)
            #expect(form.withUnsafeBytes { ReversedName.name($0) } == table.symbols[name])
            forms.append(form)
        }
        #expect(forms == forms.sorted { $0.lexicographicallyPrecedes($1) })
    }
}

@Suite struct ByteOrderTests {
    private func sorted(_ strings: [[UInt8]]) -> [[UInt8]] {
        var ends: [Int] = []
        for string in strings { ends.append((ends.last ?? 0) + string.count) }
        return ByteOrder.sorted(Array(0..<Int32(strings.count)), strings.flatMap(\.self), ends).map { strings[Int($0)] }
    }

    @Test("is that of bytes, also where strings begin alike, end with zeros or are empty", arguments: 0..<8)
    func anyStrings(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let strings = (0..<400).map { _ in
            (0..<Int.random(in: 0...40, using: &random)).map { _ in
                Int.random(in: 0...9, using: &random) == 0 ? UInt8.random(in: 0...255, using: &random) : 0
            }
        }
        #expect(sorted(strings) == strings.sorted { $0.lexicographicallyPrecedes($1) })
    }

    @Test func longStringsThatAreAlike() {
        let long = [UInt8](repeating: 7, count: 300_000)
        #expect(sorted([long + [2], long + [1], long, []]) == [[], long, long + [1], long + [2]])
    }
}
