import Foundation
import ObservationFiles
import PassiveDNS
import TestSupport
import Testing

/// Real replies of registries, beside the project.
@Suite(
    .enabled(if: FileManager.default.fileExists(atPath: packageRoot + "/../shared/data"), "no ../shared/data here")
)
struct RegistrationDataTests {
    private let data = packageRoot + "/../shared/data"

    @Test("of 225 expected creation times at least 214 are found, and none is wrong")
    func creationTimes() throws {
        let folder = data + "/whois/weppos/"
        var expected = 0
        var found = 0
        var wrong: [String] = []
        var missing: [String] = []
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder) where name.hasSuffix(".expected") {
            let text = try String(contentsOfFile: folder + name, encoding: .utf8)
            guard let time = Self.time(of: "#created_on", in: text) else { continue }
            expected += 1
            var reader = TableReader(file: folder + name.dropLast(".expected".count) + ".txt")
            guard let created = try? reader.registrations().first?.created else {
                missing.append(name)
                continue
            }
            if Self.agree(created, time) { found += 1 } else { wrong.append("\(name): \(created), not \(time)") }
        }
        print("WHOIS creation times: \(expected) expected, \(found) found, \(wrong.count) wrong; missing: \(missing)")
        #expect(expected == 225)
        #expect(wrong.isEmpty)
        #expect(found >= 214)
    }

    /// The time that stands behind a field's heading, as in `%s %TIME{2009-03-24 00:00:00 UTC}`.
    private static func time(of heading: String, in text: String) -> String? {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard let start = lines.firstIndex(where: { $0 == heading }) else { return nil }
        for line in lines[(start + 1)...] {
            if line.hasPrefix("#") { return nil }
            if let open = line.firstRange(of: "%TIME{") { return String(line[open.upperBound...].prefix { $0 != "}" }) }
        }
        return nil
    }

    /// Whether a time is the expected one; where that has no time of day, its day counts.
    private static func agree(_ time: Timestamp, _ expected: String) -> Bool {
        let spaced = expected.split(separator: "T", maxSplits: 1).map(String.init)
        let plain = spaced.count == 2 && spaced[0].count == 10 ? spaced.joined(separator: " ") : expected
        var parts = plain.split(separator: " ").map(String.init)
        // One expectation is written as day/month/year.
        if parts[0].contains("/") {
            let numbers = parts[0].split(separator: "/")
            parts[0] = "20\(numbers[2])-\(numbers[1])-\(numbers[0])"
        }
        guard parts.count > 1, !parts[1].hasPrefix("00:00:00") || parts.count > 2 else { return time.date == parts[0] }
        var zone = parts.dropFirst(2).joined()
        if zone == "PDT" { zone = "-0700" } else if zone.first?.isLetter ?? false { zone = "" }
        if parts[1].split(separator: ":").count == 2 { parts[1] += ":00" }
        return Timestamp(parts[0] + "T" + parts[1] + zone) == time
    }

    @Test("reads RDAP answers of registries, and refuses what is no domain")
    func rdap() throws {
        func read(_ name: String) throws -> ([Registration], [Reject]) {
            var reader = TableReader(file: data + "/rdap/" + name)
            return (try reader.registrations(), reader.rejects)
        }
        let (fr, _) = try read("icann-rdap/icann-rdap-client__lemonde.fr.json")
        #expect(fr.map(\.domain.text) == ["lemonde.fr"])
        #expect(fr[0].created != nil && fr[0].expires != nil && !fr[0].registrar.isEmpty)
        let (cz, _) = try read("openrdap/rdap__rdap.nic.cz__domain-example.cz.json")
        #expect(cz.count == 1)
        #expect(try read("openrdap/rdap__rdap.nic.cz__nameserver-ns2.pipni.cz.json").1.count == 1)
        #expect(try read("icann-rdap/icann-rdap-common__error_ripe_net.json").1.count == 1)
    }
}
