internal import ArgumentParser
internal import InfraGraph
internal import PassiveDNS

/// Shows what was seen of indicators.
struct PivotCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pivot",
        abstract: "Show the addresses of a name, or the names of an address or block, over time.",
        discussion: "Example: ravel pivot rpt.perrydale.com 198.51.100.0/24 --since 2015-04-01"
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
    @OptionGroup var weights: WeightOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if at != nil, since != nil || until != nil { throw ValidationError("--at goes without --since and --until") }
        _ = try window()
    }

    func run() throws {
        let asked = try indicators.map(indicator)
        let window = try window()
        let analysis = try location.analysis(by: weights)
        let rows = asked.flatMap { analysis.pivot($0, within: window) }
        show(rows, as: output.format, orSay: "nothing was seen of \(indicators.joined(separator: ", "))")
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
            rrname.text, rrtype.description, rdata, period.first.description, period.last.description, String(count),
            sensors.joined(separator: " "), hubClass?.rawValue ?? "", fanOut.map(String.init) ?? "",
        ]
    }

    var json: JSON {
        var fields: [(String, JSON)] = [
            ("rrname", .text(rrname.text)), ("rrtype", .text(rrtype.description)), ("rdata", .text(rdata)),
            ("first", .time(period.first)), ("last", .time(period.last)), ("count", .integer(count)),
            ("sensors", .list(sensors.map { .text($0) })),
        ]
        if let hubClass { fields.append(("class", .text(hubClass.rawValue))) }
        if let fanOut { fields.append(("fan_out", .integer(Int64(fanOut)))) }
        return .object(fields)
    }
}
