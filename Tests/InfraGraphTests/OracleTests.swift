import PassiveDNS
import TestSupport
import Testing

@testable import InfraGraph

/// Fast code against slow, obvious code, on seeded random input.
@Suite struct OracleTests {
    @Test("components are what a walk from node to node reaches", arguments: 0..<20)
    func components(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let count = Int.random(in: 1...60, using: &random)
        let edges = (0..<Int.random(in: 0...count, using: &random)).map { _ in
            (Int.random(in: 0..<count, using: &random), Int.random(in: 0..<count, using: &random))
        }
        var sets = DisjointSet(count: count)
        for (a, b) in edges { sets.join(Int32(a), Int32(b)) }
        for start in 0..<count {
            var reached: Set<Int> = [start]
            var isGrowing = true
            while isGrowing {
                isGrowing = false
                for (a, b) in edges where reached.contains(a) != reached.contains(b) {
                    reached.formUnion([a, b])
                    isGrowing = true
                }
            }
            for other in 0..<count {
                #expect((sets.root(Int32(start)) == sets.root(Int32(other))) == reached.contains(other))
            }
        }
    }

    @Test("clusters are those of merging the closest two again and again", arguments: 0..<60)
    func clusters(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let units = Int.random(in: 2...24, using: &random)
        var (a, b, score): ([Int32], [Int32], [Double]) = ([], [], [])
        // One component, as a rule, or several.
        let rarity = seed % 4 < 2 ? 3 : 16
        for x in 0..<units {
            for y in x + 1..<units where Int.random(in: 0..<rarity, using: &random) == 0 {
                a.append(Int32(x))
                b.append(Int32(y))
                score.append(Double(Int.random(in: 20...63, using: &random)) / 64)  // Sums of these are exact.
            }
        }
        let cohesion = Double.random(in: 0.4...0.95, using: &random)
        // Half of the runs know what an analyst said.
        var pairs: [(a: Int32, b: Int32)] = []
        for _ in 0..<(seed % 2 == 0 ? 0 : 6) {
            let x = Int32.random(in: 0..<Int32(units), using: &random)
            let y = Int32.random(in: 0..<Int32(units), using: &random)
            if x != y { pairs.append((x, y)) }
        }
        let (together, apart) = (Array(pairs.prefix(2)), Array(pairs.dropFirst(2)))
        var settings = AnalysisSettings()
        settings.leastCohesion = cohesion
        let fast = Clusters(
            a: a,
            b: b,
            score: score,
            units: units,
            settings: settings,
            together: together,
            apart: apart
        )

        var clusters = (0..<units).map { [Int32($0)] }
        var followed: [(a: Int32, b: Int32)] = []
        /// A cluster with all that it will be merged with in the end.
        func whole(_ cluster: [Int32]) -> Set<Int32> {
            var whole = Set(cluster)
            var before = 0
            while whole.count > before {
                before = whole.count
                for (a, b) in followed where whole.contains(a) || whole.contains(b) { whole.formUnion([a, b]) }
                for other in clusters where !whole.isDisjoint(with: other) { whole.formUnion(other) }
            }
            return whole
        }
        func areApart(_ x: [Int32], _ y: [Int32]) -> Bool {
            let (x, y) = (whole(x), whole(y))
            return apart.contains { (x.contains($0.a) && y.contains($0.b)) || (y.contains($0.a) && x.contains($0.b)) }
        }
        for (a, b) in together where !areApart([a], [b]) { followed.append((a, b)) }
        func closeness(_ x: [Int32], _ y: [Int32]) -> Double {
            let met = score.indices.filter { link in
                (x.contains(a[link]) && y.contains(b[link])) || (y.contains(a[link]) && x.contains(b[link]))
            }
            let pairs = Double(x.count) * Double(y.count)
            return met.reduce(0.0) { $0 + score[$1] } / max(Double(met.count), power(pairs, settings.clusterBreadth))
        }
        /// Whether enough units of each side have a tie across.
        func isBroad(_ x: [Int32], _ y: [Int32]) -> Bool {
            let least = Int(power(Double(min(x.count, y.count)), settings.clusterBreadth))
            let ties = score.indices.filter { score[$0] >= cohesion }.map { (a[$0], b[$0]) }
            let tied = { (one: [Int32], other: [Int32]) in
                one.count { unit in
                    ties.contains { ($0 == unit && other.contains($1)) || ($1 == unit && other.contains($0)) }
                }
            }
            return tied(x, y) >= least && tied(y, x) >= least
        }
        func mergeAll() {
            while true {
                var best: (closeness: Double, x: Int, y: Int)?
                for x in clusters.indices {
                    for y in x + 1..<clusters.count {
                        let close = closeness(clusters[x], clusters[y])
                        if close >= cohesion, close > best?.closeness ?? 0, !areApart(clusters[x], clusters[y]),
                            isBroad(clusters[x], clusters[y])
                        {
                            best = (close, x, y)
                        }
                    }
                }
                guard let (_, x, y) = best else { break }
                clusters[x] = (clusters[x] + clusters.remove(at: y)).sorted()
            }
        }
        mergeAll()
        for (a, b) in followed {
            guard let x = clusters.firstIndex(where: { $0.contains(a) }),
                let y = clusters.firstIndex(where: { $0.contains(b) }), x != y
            else { continue }
            clusters[min(x, y)] = (clusters[x] + clusters[y]).sorted()
            clusters.remove(at: max(x, y))
        }
        mergeAll()
        #expect(fast.members == clusters.filter { $0.count > 1 })
    }

    @Test("tenures are the sightings of a pair, joined over short gaps", arguments: 0..<20)
    func tenures(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var rows: [Observation] = []
        for _ in 0..<Int.random(in: 1...120, using: &random) {
            let first = Int.random(in: 0...400, using: &random)
            rows.append(
                try AnalysisTests.see(
                    "n\(Int.random(in: 0..<4, using: &random)).test",
                    "45.1.1.\(Int.random(in: 0..<3, using: &random))",
                    first...first + Int.random(in: 0...40, using: &random),
                    sensor: "s\(Int.random(in: 0..<3, using: &random))"
                )
            )
        }
        var table = ObservationTable()
        for row in rows { table.append(row) }
        let graph = TenureGraph(table, AddressRows(table, rules: LastTwoLabels()), settings: AnalysisSettings())
        let told = (0..<Int32(graph.tenureCount)).map { tenure in
            let (name, address) = (graph.name[Int(tenure)], graph.address[Int(tenure)])
            return
                "\(graph.names.name(name)) \(graph.addresses[Int(address)]) \(graph.period(of: tenure)) \(graph.count[Int(tenure)])"
        }

        var expected = rows.map { (name: $0.rrname.text, address: $0.rdata, period: $0.period, count: $0.count) }
        let gap = 30 * Timestamp.day
        search: while true {
            for x in expected.indices {
                for y in expected.indices where x < y {
                    let (one, other) = (expected[x], expected[y])
                    guard one.name == other.name, one.address == other.address,
                        one.period.first.seconds <= other.period.last.seconds + gap,
                        other.period.first.seconds <= one.period.last.seconds + gap
                    else { continue }
                    expected[x].period = one.period.union(other.period)
                    expected[x].count += other.count
                    expected.remove(at: y)
                    continue search
                }
            }
            break
        }
        #expect(told.sorted() == expected.map { "\($0.name) \($0.address) \($0.period) \($0.count)" }.sorted())
    }

    @Test("of more than 64 sensors the one that alone saw a stay is known")
    func loneSensors() throws {
        var table = ObservationTable()
        for sensor in 10..<90 {
            table.append(try AnalysisTests.see("all.test", "45.1.1.1", 0...10, sensor: "s\(sensor)"))
        }
        table.append(try AnalysisTests.see("one.test", "45.1.1.2", 0...10, sensor: "s80"))
        table.append(try AnalysisTests.see("www.one.test", "45.1.1.2", 0...10, sensor: "s80"))
        table.append(try AnalysisTests.see("two.test", "45.1.1.2", 0...10, sensor: "s80"))
        table.append(try AnalysisTests.see("www.two.test", "45.1.1.2", 0...10, sensor: "s81"))
        let settings = AnalysisSettings()
        let graph = TenureGraph(table, AddressRows(table, rules: LastTwoLabels()), settings: settings)
        let stays = Stays(graph, settings: settings)
        #expect(stays.domain.map { graph.names.domainName($0) } == ["all.test", "one.test", "two.test"])
        #expect(stays.loneSensor == [-1, 70, -1])
    }

    @Test("an order by keys is that of a stable sort", arguments: 0..<20)
    func order(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let spread = [0, 1, 2_000, 4_000_000_000, Int64.max][Int(seed) % 5]
        let keys = (0..<Int.random(in: 0...3_000, using: &random)).map { _ in
            Int64.random(in: -spread...spread, using: &random)
        }
        let expected = keys.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }.map { Int32($0) }
        #expect(Order.ascending(keys) == expected)
    }
}
