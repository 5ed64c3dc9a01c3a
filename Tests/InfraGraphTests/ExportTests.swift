import InfraGraph
import PassiveDNS
import Testing

struct DOTWriterTests {
    private let window = Period(
        first: Timestamp(year: 2015, month: 4, day: 2),
        last: Timestamp(year: 2015, month: 7, day: 10)
    )

    /// One address, one sinkhole, and names on the address.
    private func map(names: Int) -> InfrastructureMap {
        var map = InfrastructureMap(title: "Campaign c1", subtitle: "2015", omissions: ["2 addresses are not drawn"])
        map.nodes = [
            .init(kind: .address, label: "203.0.113.5"),
            .init(kind: .hub(class: "sinkhole"), label: "198.51.100.7"),
        ]
        for index in 0..<names {
            let group = "d\(index / 2).example"
            map.nodes.append(.init(kind: .name, label: "h\(index).\(group)", group: group, isSeed: index == names - 1))
            map.edges.append(.init(name: index + 2, address: 0, period: window, validity: 0.9))
        }
        map.edges.append(.init(name: 2, address: 1, period: window, validity: 0))
        return map
    }

    @Test func smallMapsShowEachNameWithItsWindowInItsGroup() {
        let dot = DOTWriter.text(map(names: 4))
        #expect(dot.contains("layout=dot"))
        for index in 0..<4 {
            #expect(dot.contains("label=\"\(index == 3 ? "★ " : "")h\(index).d\(index / 2).example\""))
        }
        #expect(dot.ranges(of: "label=\"2015-04-02 to 2015-07-10\"").count == 5)
        #expect(dot.ranges(of: "subgraph cluster_").count == 2)
        #expect(dot.contains("2 addresses are not drawn"))
    }

    @Test func hubsAreDashedAndSayTheirClass() {
        let dot = DOTWriter.text(map(names: 2))
        let line = dot.split(separator: "\n").first { $0.contains("198.51.100.7\\nsinkhole") }
        #expect(line?.contains("dashed") == true)
    }

    @Test func namesOnTheSameAddressesShareAListThatCountsTheRest() {
        let dot = DOTWriter.text(map(names: 400))
        #expect(dot.contains("399 names"))
        #expect(dot.contains("+394 names"))
        #expect(dot.contains("★ h399.d199.example"), "the seed is listed first")
        #expect(
            dot.contains("label=\"h0.d0.example\"") || dot.contains(">h0.d0.example<"),
            "it alone touched the sinkhole"
        )
    }

    @Test func nodeNamesNeverComeFromTheData() {
        var map = map(names: 2)
        for index in map.nodes.indices { map.nodes[index].label = "evil\(index)" }
        for line in DOTWriter.text(map).split(separator: "\n") {
            let start = line.drop { $0 == " " }
            #expect(!start.hasPrefix("evil") && !start.hasPrefix("\"evil"))
        }
    }

    @Test func edgesThatFitNoNodesAreLeftOut() {
        var map = map(names: 3)
        let expected = DOTWriter.text(map)
        for (name, address) in [(-1, 0), (2, 99), (Int.max, Int.min), (0, 2), (2, 3), (0, 1)] {
            map.edges.append(.init(name: name, address: address, period: window, validity: .nan))
        }
        #expect(DOTWriter.text(map) == expected)
    }

    @Test(arguments: [Double.nan, .infinity, -1, 2])
    func anyValidityIsDrawn(validity: Double) {
        var map = map(names: 2)
        map.edges[0].validity = validity
        map.edges[0].sightings = .max
        map.edges.append(map.edges[0])
        #expect(DOTWriter.text(map).contains("penwidth="))
    }

    @Test func largeMapsNameAnEngineThatScales() {
        #expect(DOTWriter.text(manyPaths(60)).contains("layout=sfdp"))
        #expect(DOTWriter.text(manyPaths(2_000)).contains("layout=sfdp"))
    }

    /// Names on two neighbouring addresses each, so that none share all theirs.
    private func manyPaths(_ count: Int) -> InfrastructureMap {
        var map = InfrastructureMap(title: "Paths")
        for index in 0...count { map.nodes.append(.init(kind: .address, label: "a\(index)")) }
        for index in 0..<count {
            map.nodes.append(.init(kind: .name, label: "n\(index).example"))
            for address in [index, index + 1] {
                map.edges.append(.init(name: count + 1 + index, address: address, period: window, validity: 1))
            }
        }
        return map
    }
}
