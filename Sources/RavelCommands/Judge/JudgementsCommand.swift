internal import ArgumentParser
internal import InfraGraph
internal import ObservationStore
internal import PassiveDNS

/// Lists what the analyst said.
struct JudgementsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "judgements",
        abstract: "List what analysts said: number, verdict, author, time, note, and whether it counts.",
        discussion: "In the order in which it was said.\n\nExample: ravel judgements --format csv"
    )

    @OptionGroup var location: StoreOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        do {
            let log = JudgementLog(try location.open(for: .reading).judgements())
            let listed = zip(log.judgements, log.states()).map(ListedJudgement.init)
            show(listed, as: output.format, orSay: "nothing was judged yet; see ravel help confirm")
        } catch let error as StoreError {
            throw Failure(error)
        }
    }
}

/// A judgement and what became of it.
private struct ListedJudgement: Printable {
    let judgement: Judgement
    let state: JudgementLog.State

    static let columns = ["number", "judgement", "author", "time", "note", "state"]

    private var told: String {
        switch state {
        case .counts(let against) where against.isEmpty: "counts"
        case .counts(let against): "counts, but contradicts \(against.map(String.init).joined(separator: ", "))"
        case .overruled(let number): "overruled by \(number)"
        case .undone(let undone): "undone by \(undone.author) on \(undone.time.date)"
        }
    }

    var cells: [String] {
        [
            String(judgement.number), judgement.verdict.words, judgement.author, judgement.time.description,
            judgement.note, told,
        ]
    }

    var json: JSON {
        var fields: [(String, JSON)] = [("number", .integer(Int64(judgement.number)))]
        switch judgement.verdict {
        case .confirm(let a, let b):
            fields += [("verdict", .text("confirm")), ("a", .text(a.description)), ("b", .text(b.description))]
        case .reject(let a, let b):
            fields += [("verdict", .text("reject")), ("a", .text(a.description)), ("b", .text(b.description))]
        case .trust(let address): fields += [("verdict", .text("trust")), ("ip", .text(address.description))]
        case .distrust(let address): fields += [("verdict", .text("distrust")), ("ip", .text(address.description))]
        case .name(let campaign, let name):
            fields += [("verdict", .text("name")), ("campaign", .text(campaign)), ("name", .text(name))]
        }
        fields += [
            ("author", .text(judgement.author)), ("time", .time(judgement.time)), ("note", .text(judgement.note)),
        ]
        switch state {
        case .counts(let against):
            fields.append(("state", .text("counts")))
            if !against.isEmpty { fields.append(("contradicts", .list(against.map { .integer(Int64($0)) }))) }
        case .overruled(let number):
            fields += [("state", .text("overruled")), ("by", .integer(Int64(number)))]
        case .undone(let undone):
            fields += [
                ("state", .text("undone")), ("undone_by", .text(undone.author)), ("undone_at", .time(undone.time)),
            ]
        }
        return .object(fields)
    }
}
