internal import ArgumentParser
internal import Foundation
internal import InfraGraph
internal import ObservationStore
internal import PassiveDNS

/// Who judges.
struct AuthorOptions: ParsableArguments {
    @Option(name: .customLong("author"), help: "Who says so (default: the login name).")
    var given: String?

    /// More of a free text than this is no name and no note.
    static let longest = 2_000

    func validate() throws {
        if let given { try Self.check(given, "--author") }
    }

    var author: String { given ?? NSUserName() }

    static func check(_ text: String, _ what: String, mayBeEmpty: Bool = false) throws {
        guard text.utf8.count <= longest else {
            throw ValidationError("\(what): has \(text.utf8.count) bytes; at most \(longest) are kept")
        }
        guard mayBeEmpty || !text.trimmed.isEmpty else { throw ValidationError("\(what): is empty") }
    }
}

/// Who judges, and why.
struct JudgeOptions: ParsableArguments {
    @OptionGroup var by: AuthorOptions

    @Option(help: "Why, in your own words; kept and shown with the judgement.")
    var note = ""

    func validate() throws {
        try AuthorOptions.check(note, "--note", mayBeEmpty: true)
    }

    /// Writes a judgement into the store, and says what it overrules or contradicts.
    func judge(_ verdict: Judgement.Verdict, in store: ObservationStore) throws {
        do {
            let added = try store.add(verdict, author: by.author, time: now(), note: note)
            emit(
                visible(
                    "judgement \(added.number): \(added.verdict.words); take it back with: ravel undo \(added.number)"
                )
            )
            let log = JudgementLog(try store.judgements())
            for former in log.overruled(by: added) { say("overrules judgement \(former.number): \(former.told)") }
            if case .counts(let against)? = log.states().last, !against.isEmpty {
                say("can't be true together with judgement \(against.map(String.init).joined(separator: ", "))")
            }
        } catch {
            throw Failure(error)
        }
    }
}

/// Two sides of a connection to judge.
struct SidesArguments: ParsableArguments {
    @Argument(help: "A name.")
    var a: String

    @Argument(help: "Another name, or an address.")
    var b: String

    func validate() throws {
        // `sides` says what is wrong with what is no indicator.
        guard let left = try? Indicator(a), let right = try? Indicator(b) else { return }
        guard Judgement.Verdict.sides(left, right) != nil else {
            throw ValidationError("name two different names, or a name and an address")
        }
    }

    /// Both sides as a verdict wants them; says where one was never seen.
    func sides(in store: ObservationStore) throws -> (Indicator, Indicator) {
        let sides = try Judgement.Verdict.sides(indicator(a), indicator(b)) ?? (indicator(a), indicator(b))
        for side in [sides.0, sides.1] { try sayIfUnseen(side, in: store) }
        return sides
    }
}

/// An address to judge.
struct AddressArgument: ParsableArguments {
    @Argument(help: "The address.")
    var ip: String

    /// The address; says where it was never seen.
    func address(in store: ObservationStore) throws -> IPAddress {
        guard case .address(let address) = try indicator(ip) else { throw Failure("\(ip): is no address") }
        try sayIfUnseen(.address(address), in: store)
        return address
    }
}

private func sayIfUnseen(_ indicator: Indicator, in store: ObservationStore) throws {
    do {
        guard try !store.holds(indicator) else { return }
        say("\(indicator): not seen so far; the judgement counts as soon as it is")
    } catch {
        throw Failure(error)
    }
}

/// The time, in whole seconds.
func now() -> Timestamp {
    Timestamp(seconds: Int64(Date().timeIntervalSince1970))
}

extension Judgement.Verdict {
    /// The verdict as it is typed.
    var words: String {
        switch self {
        case .confirm(let a, let b): "confirm \(a) \(b)"
        case .reject(let a, let b): "reject \(a) \(b)"
        case .trust(let address): "trust \(address)"
        case .distrust(let address): "distrust \(address)"
        case .name(let campaign, let name): "name \(campaign) \(name)"
        }
    }
}
