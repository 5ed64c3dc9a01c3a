import Foundation
import TestSupport
import Testing

private let sharedData = packageRoot + "/../shared/data"

/// Real captures, read where they lie; skipped where they are absent.
@Suite(.enabled(if: FileManager.default.fileExists(atPath: sharedData), "there is no ../shared/data here"))
struct RealDataTests {
    let commands = try? CommandLineTests()

    private func ravel(_ arguments: [String]) throws -> CommandLineTests.Run {
        try #require(commands).ravel(arguments)
    }

    private func objects(_ text: String) throws -> [[String: Any]] {
        try text.split(separator: "\n").map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
    }

    /// What Bambenek Consulting published of avsvmcloud.com, as Common Output Format.
    private func sunburst() throws -> String {
        let raw = try String(contentsOfFile: sharedData + "/pdns/sunburst/sunburst_raw.json", encoding: .utf8)
        var lines = ""
        for record in raw.split(separator: "{").dropFirst() {
            let text = "{" + record.prefix { $0 != "}" } + "}"
            let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: String])
            let value = try #require(object["value"])
            var type = try #require(object["type"]).uppercased()
            if type == "IP" { type = value.contains(":") ? "AAAA" : "A" }
            let row = [
                "rrname": object["qname"], "rrtype": type, "rdata": value, "time_first": object["date"],
                "time_last": object["last_seen"],
            ].compactMapValues { $0 }
            lines += String(decoding: try JSONSerialization.data(withJSONObject: row), as: UTF8.self) + "\n"
        }
        return lines
    }

    @Test("avsvmcloud.com: only the Azure addresses are valid for the attack, and parking is another epoch")
    func sunburstCase() throws {
        let folder = try #require(commands).folder
        let file = try folder.write(try sunburst(), as: "sunburst.jsonl")
        let ingest = try objects(try ravel(["ingest", file, "--format", "json"]).out)
        #expect(ingest[0]["lines"] as? Int == 1_528)
        #expect(ingest[0]["rejected"] as? Int == 5)  // SOA parts and "name", which are no record types.
        // Published: parked at NameSilo and GoDaddy, then registered anew on 2020-02-26 (GoDaddy, WHOIS).
        let whois = try folder.write("domain,created\navsvmcloud.com,2018-07-25\navsvmcloud.com,2020-02-26\n", as: "w")
        #expect(try ravel(["whois", whois]).status == 0)

        let azure = [
            "13.65.251.83", "13.84.134.105", "13.90.103.231", "13.92.233.22", "52.170.43.150", "52.171.135.15",
            "52.171.141.69",
        ]
        let parked = ["209.141.38.71", "107.161.23.204", "192.161.187.200"]
        let pairs = try folder.write(
            (azure + parked).map { "avsvmcloud.com\t\($0)\n" }.joined(),
            as: "pairs"
        )
        for score in try objects(try ravel(["score", "--pairs", pairs, "--format", "json"]).out) {
            let address = try #require(score["b"] as? String)
            let validity = try #require(score["score"] as? Double)
            #expect(azure.contains(address) ? validity > 0.9 : validity < 0.1, "\(address) \(validity)")
        }

        let told = try objects(try ravel(["epochs", "avsvmcloud.com", "--format", "json"]).out)[0]
        #expect((told["cuts"] as? [Int])?.contains(1_582_675_200) == true)
        let epochs = try #require(told["epochs"] as? [[String: String]])
        let attack = epochs.filter { ($0["first"] ?? "") <= "2020-03-07T00:00:31Z" && "2020-03-07" <= $0["last"] ?? "" }
        #expect(attack.count == 1)
        #expect(try #require(attack[0]["first"]) >= "2020-02-26")
        #expect(epochs[0]["use"] == "parked")
        #expect(try #require(epochs[0]["last"]) < "2019-12-07")

        let attacks = try folder.write(
            """
            attack,date,indicator
            backdoor,2020-04-01,avsvmcloud.com
            same-server,2020-05-01,13.65.251.83
            before,2019-02-01,avsvmcloud.com
            parking-page,2019-03-01,209.141.38.71

            """,
            as: "attacks"
        )
        let groups = try objects(try ravel(["attacks", attacks, "--format", "json"]).out).map { $0["group"] as? String }
        #expect(groups == ["backdoor", "backdoor", "before", "parking-page"])

        for command in [
            ["info"], ["pivot", "avsvmcloud.com"], ["hubs"], ["campaigns"], ["map", "avsvmcloud.com", "-o", "m.svg"],
        ] {
            #expect(try ravel(command).status == 0, "\(command)")
        }
    }

    @Test("public reports of four years: the counts of an independent reader")
    func tweetfeed() throws {
        let folder = try #require(commands).folder
        let reports = sharedData + "/campaigns/tweetfeed-2021-2025"
        let expected = try #require(
            try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: reports + "/expected.json")))
                as? [String: Any]
        )
        let ingest = try objects(
            try ravel(["ingest", reports + "/pairs.tsv.gz", "--rejects", "bad.jsonl", "--format", "json"]).out
        )[0]
        let rejected = try #require(ingest["rejected"] as? Int)
        let (stored, merged) = try (
            #require(ingest["stored"] as? Int), #require(ingest["merged"] as? Int)
        )
        #expect(stored + merged + rejected == expected["rows"] as? Int)
        let bad = try objects(try String(contentsOfFile: folder.path + "/bad.jsonl", encoding: .utf8))
        #expect(bad.count == rejected)
        // All of them hold a name that no host has, or an address that was cut off.
        var refused: Set<String> = []
        for line in bad {
            let cells = try #require(line["text"] as? String).split(separator: "\t", omittingEmptySubsequences: false)
            let isName = cells[1].split(separator: ".", omittingEmptySubsequences: false).allSatisfy {
                (1...63).contains($0.utf8.count)
                    && $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_".contains($0)) }
            }
            var address = in6_addr()
            let isAddress = [AF_INET, AF_INET6].contains { inet_pton($0, String(cells[2]), &address) == 1 }
            refused.insert(String(cells[1]))
            #expect(!isName || !isAddress, "\(cells[1]) \(cells[2])")
        }
        let info = try ravel(["info", "--format", "csv"]).out
        let names = try #require(expected["domains"] as? Int)
        #expect(info.contains("names,,\(names - refused.count)"))
        #expect(try ravel(["campaigns", "--format", "json"]).out.split(separator: "\n").count > 4_000)
        #expect(try ravel(["pivot", "198.12.97.189", "--format", "json"]).out.split(separator: "\n").count == 184)
        for command in [["hubs"], ["epochs"], ["map", "-o", "m.svg"], ["score", "qdcgj.com", "198.12.97.189"]] {
            #expect(try ravel(command).status == 0, "\(command)")
        }
    }
}
