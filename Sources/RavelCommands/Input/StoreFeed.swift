internal import Dispatch
internal import ObservationStore
internal import PassiveDNS
internal import Synchronization

/// Writes the tables of one file into the store on a thread of its own, while the next table is read and put in order.
///
/// Two tables exist at a time: the one that is written and the one that is read.
final class StoreFeed: Sendable {
    private enum Message: Sendable {
        /// A table, and how many of its rows each line gave.
        case table(OrderedTable, rowsOfLines: [Int32])
        case end(ObservationStore.FileSummary)
        case giveUp
    }

    private struct State: Sendable {
        var message: Message?
        /// Lines that made a new period.
        var stored = 0
        /// Whether the content was new, once that is known.
        var result: Result<Bool, any Error>?
    }

    private struct GivenUp: Error {}

    private let state = Mutex(State())
    private let isFree = DispatchSemaphore(value: 0)
    private let hasMessage = DispatchSemaphore(value: 0)
    private let isDone = DispatchSemaphore(value: 0)

    init(_ store: ObservationStore, file: String) {
        isFree.signal()
        DispatchQueue.global().async {
            let result = Result { try store.ingest(file) { try self.write(in: $0) } }
            self.state.withLock { $0.result = result }
            self.isFree.signal()
            self.isDone.signal()
        }
    }

    /// Puts a table in order and hands it over, once the one before is written; throws where that has failed.
    func write(_ table: consuming ObservationTable, rowsOfLines: [Int32]) throws {
        try send(.table(OrderedTable(table), rowsOfLines: rowsOfLines))
    }

    /// Ends the file, and waits until the store has it.
    ///
    /// - Returns: whether its content was new, and how many lines made a new period.
    func end(_ summary: ObservationStore.FileSummary) throws -> (isNew: Bool, stored: Int) {
        try send(.end(summary))
        isDone.wait()
        let (result, stored) = state.withLock { ($0.result, $0.stored) }
        return (try result?.get() ?? false, stored)
    }

    /// Leaves the store as it was; does nothing once the file has ended.
    func giveUp() {
        guard state.withLock({ $0.result == nil }), (try? send(.giveUp)) != nil else { return }
        isDone.wait()
    }

    private func send(_ message: consuming Message) throws {
        isFree.wait()
        do {
            try state.withLock { [message] state in
                if case .failure(let error) = state.result { throw error }
                state.message = message
            }
        } catch {
            isFree.signal()
            throw error
        }
        hasMessage.signal()
    }

    /// Writes what comes until the file ends.
    private func write(in session: IngestSession) throws -> ObservationStore.FileSummary {
        while true {
            hasMessage.wait()
            let message = state.withLock { state in
                defer { state.message = nil }
                return state.message
            }
            switch message {
            case .table(let table, let rowsOfLines):
                let isNewPeriod = try session.merge(table)
                var row = 0
                var stored = 0
                for rows in rowsOfLines {
                    if isNewPeriod[row..<(row + Int(rows))].contains(true) { stored += 1 }
                    row += Int(rows)
                }
                state.withLock { $0.stored += stored }
                isFree.signal()
            case .end(let summary): return summary
            case .giveUp, nil: throw GivenUp()
            }
        }
    }
}
