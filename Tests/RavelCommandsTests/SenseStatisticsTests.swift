import PassiveDNS
import PublicSuffix
import Testing

@testable import DNSSensor
@testable import RavelCommands

@Suite struct SenseStatisticsTests {
    @Test func everyCounterHasAMeaningOfItsOwn() throws {
        let sensor = Sensor(SensorSettings(rules: PublicSuffixList(), acceptable: acceptableTimes))
        var counters = LiveCounters().list.map { (name: "capture_" + $0.name, value: $0.value) }
        counters += SenderCounters().list + sensor.counters
        counters += [(name: "lost_observations", value: 0), (name: "set_aside_observations", value: 0)]
        let meanings = SenseStatistics.meanings
        #expect(Set(counters.map(\.name)) == Set(meanings.keys))
        #expect(Set(meanings.values).count == meanings.count)
        let text = SenseStatistics(kind: "interface", source: "eth0").prometheus(counters, isCapturing: true)
        let lines = text.split(separator: "\n")
        #expect(lines.count { $0.hasPrefix("# HELP") } == counters.count + 1)
        for counter in counters {
            let meaning = try #require(meanings[counter.name])
            #expect(meaning.lowercased() != counter.name.replacing("_", with: " "), "\(counter.name)")
        }
    }
}
