internal import ArgumentParser
internal import InfraGraph
internal import ObservationStore
internal import PassiveDNS

/// Shows what was seen of indicators, as the store has it: nothing is analysed.
struct PivotCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pivot",
        abstract: "Show the addresses of a name, or the names of an address or block, over time.",
        discussion: """
            Answers at once. The class of an address, and how many domains share it, are those of the last analysis:
            `ravel campaigns` makes one, and brings them up to date.

            Example: ravel pivot rpt.perrydale.com 198.51.100.0/24 --since 2015-04-01
            """
    )

    @Argument(help: "Names, addresses or blocks (CIDR); defanged forms are fine.")
    var indicators: [String]

    @Option(help: "Only what was seen at or after this time.")
    var since: String?

    @Option(help: "Only what was seen at or before this time.")
    var until: String?

    @Option(help: "Only what was seen around this one moment.")
    var at: String?

    @OptionGroup var location: StoreOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if at != nil, since != nil || until != nil { throw ValidationError("--at goes without --since and --until") }
        _ = try window()
    }

    func run() throws {
        let asked = try indicators.map(indicator)
        let window = try window()
        let store = try location.open(for: .reading)
        let gap = AnalysisSettings().tenureGap
        var writer = ResultWriter<PivotRow>(output.format)
        var hasUnknown = false
        do throws(StoreError) {
            for indicator in asked {
                try store.forEachPivotRow(of: indicator, gap: gap, within: window) { row in
                    if row.rrtype.isAddress, row.place == nil { hasUnknown = true }
                    writer.add(row)
                }
            }
            writer.end(orSay: "nothing was seen of \(indicators.joined(separator: ", "))")
            if hasUnknown { sayAge(try store.filesSinceAnalysis()) }
        } catch {
            throw Failure(error)
        }
    }

    /// Says why the classes of addresses are missing.
    private func sayAge(_ files: Int?) {
        let reason = files.map { "\(counted($0, "file")) came since the last analysis" } ?? "nothing was analysed yet"
        say("classes of addresses are missing, since \(reason); `ravel campaigns` tells them")
    }

    private func window() throws -> Period? {
        let read = { (text: String?, name: String) throws -> Timestamp? in
            guard let text else { return nil }
            guard let time = Timestamp(text) else {
                throw ValidationError("--\(name) \(text): is no time; write 2015-07-10 or 2015-07-10T21:17:05Z")
            }
            return time
        }
        if let moment = try read(at, "at") { return Period(first: moment, last: moment) }
        let first = try read(since, "since")
        let last = try read(until, "until")
        guard first != nil || last != nil else { return nil }
        let earliest = first ?? Timestamp(seconds: .min)
        let latest = last ?? Timestamp(seconds: .max)
        guard earliest <= latest else { throw ValidationError("--since is after --until") }
        return Period(first: earliest, last: latest)
    }
}

extension PivotRow: Printable {
    static let columns = ["rrname", "rrtype", "rdata", "first", "last", "count", "sensors", "class", "fan_out"]

    var cells: [String] {
        [
            rrname.text, rrtype.description, data, period.first.description, period.last.description, String(count),
            sensors.joined(separator: " "), place?.hubClass ?? "", place.map { String($0.fanOut) } ?? "",
        ]
    }

    /// The data in presentation form.
    private var data: String {
        if case .address(let address) = rdata, rrtype == .aaaa { return address.v6Description }
        return rdata.description
    }

    var json: JSON {
        var fields: [(String, JSON)] = [
            ("rrname", .text(rrname.text)), ("rrtype", .text(rrtype.description)), ("rdata", .text(data)),
            ("first", .time(period.first)), ("last", .time(period.last)), ("count", .integer(count)),
            ("sensors", .list(sensors.map { .text($0) })),
        ]
        if let place {
            fields.append(("class", .text(place.hubClass)))
            fields.append(("fan_out", .integer(Int64(place.fanOut))))
        }
        return .object(fields)
    }
}
