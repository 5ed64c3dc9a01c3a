import Foundation
import ObservationFiles
import PassiveDNS
import TestSupport
import Testing

/// Runs the examples of docs/formats.md.
@Suite struct DocumentedFormatTests {
    /// A fenced example: how it is read, how many records it gives, and its text.
    struct Example: CustomTestStringConvertible {
        let line: Int
        let kind: String
        let records: Int
        let options: FormatOptions
        let text: String

        var testDescription: String { "docs/formats.md:\(line)" }
    }

    static let examples: [Example] = {
        let lines = ((try? String(contentsOfFile: packageRoot + "/docs/formats.md", encoding: .utf8)) ?? "")
            .split(separator: "\n", omittingEmptySubsequences: false)
        var examples: [Example] = []
        var start: Int?
        for (number, line) in lines.enumerated() where line.hasPrefix("```") {
            guard let open = start else {
                start = number
                continue
            }
            let words = lines[open].dropFirst(3).split(separator: " ").map(String.init)
            var options = FormatOptions()
            if let place = words.firstIndex(of: "--fields") { options.passivednsFields = words[place + 1] }
            if let place = words.firstIndex(of: "--map") {
                options.columns = words[place + 1].split(separator: ",").map {
                    let parts = $0.split(separator: "=").map(String.init)
                    return (parts[0], parts[1])
                }
            }
            examples.append(
                Example(
                    line: open + 1,
                    kind: words.first ?? "",
                    records: words.count > 1 ? Int(words[1]) ?? -1 : -1,
                    options: options,
                    text: lines[(open + 1)..<number].joined(separator: "\n") + "\n"
                )
            )
            start = nil
        }
        return examples
    }()

    @Test("every example gives the records that it says, and none is refused", arguments: examples)
    func example(_ example: Example) throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(example.text, as: "example")
        var reader = TableReader(file: file)
        switch example.kind {
        case "ingest":
            let reading = try Reading(of: file, example.options)
            #expect(reading.table.count == example.records)
            #expect(reading.rejects.isEmpty)
        case "whois": #expect(try reader.registrations().count == example.records)
        case "attacks": #expect(try reader.attacks().count == example.records)
        case "seeds": #expect(try reader.seeds().count == example.records)
        default: Issue.record("an example of no kind that is known: \(example.kind)")
        }
        #expect(reader.rejects.isEmpty)
    }

    @Test func thereAreExamplesOfAllKinds() {
        #expect(Self.examples.count { $0.kind == "ingest" } >= 14)
        #expect(Set(Self.examples.map(\.kind)) == ["ingest", "whois", "attacks", "seeds"])
    }
}
