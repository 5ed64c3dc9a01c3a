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
        let now = clock.now
        guard isDue(now) else { return }
        let seconds = Double((now - start).components.seconds) + Double((now - start).components.attoseconds) / 1e18
        var text = "\r\u{1b}[K\(visible(file)): \(progress.lines) lines, \(Int(Double(progress.lines) / seconds))/s"
        if let all = progress.bytesInAll, all > 0, progress.bytesRead > 0 {
            let share = min(1, Double(progress.bytesRead) / Double(all))
            text += ", \(Int(share * 100)) %, \(Int(seconds / share - seconds)) s left"
        }
        write(text, to: 2)
    }

    func end() {
        if isShown, shownAt != start { write("\r\u{1b}[K", to: 2) }
    }
}
