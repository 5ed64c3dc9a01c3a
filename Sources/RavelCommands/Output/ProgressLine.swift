internal import Dispatch
internal import ObservationFiles

/// One line on the terminal that tells how far long work has come; of a file that is read: rows, rate, share done, time left.
final class ProgressLine {
    private let file: String
    private let isShown = isTerminal(2)
    private let clock = ContinuousClock()
    private let start: ContinuousClock.Instant
    private var shownAt: ContinuousClock.Instant

    init(file: String) {
        self.file = file
        start = clock.now
        shownAt = start
    }

    /// Tells how far long work has come.
    func show(_ words: String) {
        guard isDue(clock.now) else { return }
        write("\r\u{1b}[K\(visible(file)): \(words)", to: 2)
    }

    private func isDue(_ now: ContinuousClock.Instant) -> Bool {
        guard isShown, now - shownAt > .milliseconds(200) else { return false }
        shownAt = now
        return true
    }

    /// Tells how far a file has been read.
    func show(_ progress: ReadProgress) {
        let all = progress.bytesInAll ?? 0
        show(progress.lines, "lines", share: all > 0 ? Double(progress.bytesRead) / Double(all) : 0)
    }

    /// Tells how much has been read, and of how large a share of all that is.
    func show(_ count: Int, _ things: String, share: Double) {
        let now = clock.now
        guard isDue(now) else { return }
        let seconds = (now - start) / .seconds(1)
        var text = "\r\u{1b}[K\(visible(file)): \(count) \(things), \(Int(Double(count) / seconds))/s"
        if share > 0 {
            let share = min(1, share)
            text += ", \(Int(share * 100)) %, \(Int(seconds / share - seconds)) s left"
        }
        write(text, to: 2)
    }

    /// Tells for how long work has gone on that can't say how far it has come.
    static func during<Result>(_ words: String, _ work: () throws -> Result) rethrows -> Result {
        guard isTerminal(2) else { return try work() }
        let start = ContinuousClock.now
        let queue = DispatchQueue(label: "progress")
        let timer = DispatchSource.makeTimerSource(queue: queue)
        timer.schedule(deadline: .now() + 0.5, repeating: 1)
        timer.setEventHandler {
            let seconds = Int((ContinuousClock.now - start) / .seconds(1))
            write("\r\u{1b}[K\(words), \(seconds) s", to: 2)
        }
        timer.resume()
        defer {
            timer.cancel()
            queue.sync { write("\r\u{1b}[K", to: 2) }
        }
        return try work()
    }

    func end() {
        if isShown, shownAt != start { write("\r\u{1b}[K", to: 2) }
    }
}
