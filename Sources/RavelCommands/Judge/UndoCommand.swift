internal import ArgumentParser
internal import ObservationStore
internal import PassiveDNS

/// Takes a judgement back.
struct UndoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo",
        abstract: "Take a judgement back; it stays in the list with who took it back and when.",
        discussion: "What it had overruled counts again.\n\nExample: ravel undo 3"
    )

    @Argument(help: "The judgement's number, as `ravel judgements` lists it.")
    var number: Int

    @OptionGroup var by: AuthorOptions
    @OptionGroup var location: StoreOptions

    func run() throws {
        let store = try location.openToJudge()
        do {
            guard let judgement = try store.judgements().first(where: { $0.number == number }) else {
                throw Failure("\(number): no such judgement; `ravel judgements` lists them")
            }
            guard try store.undo(number, author: by.author, time: now()) else {
                let undone = judgement.undone.map { " by \($0.author) on \($0.time.date)" } ?? ""
                throw Failure("\(number): was taken back already\(undone)")
            }
            emit(visible("judgement \(number) taken back: \(judgement.verdict.words)"))
        } catch let error as StoreError {
            throw Failure(error)
        }
    }
}
