internal import CGraphviz
internal import Synchronization

/// What Graphviz says while it works, kept instead of being written to standard error.
enum GraphvizMessages {
    private static let text = Mutex("")

    /// Forgets what was said, and listens from now on.
    static func begin() {
        text.withLock { $0 = "" }
        // Only errors: warnings, such as a label too large for its node, don't change what is drawn.
        _ = agseterr(AGERR)
        _ = agseterrf { message in
            guard let message else { return 0 }
            let piece = String(cString: message)
            GraphvizMessages.text.withLock { text in
                // A broken text can give an error a line; the first ones say enough.
                if text.utf8.count < 2_000 { text += piece }
            }
            return 0
        }
    }

    /// What was said, on one line.
    static func taken() -> String {
        let lines = text.withLock { $0 }.split(whereSeparator: \.isNewline)
        let words = lines.joined(separator: "; ").split(separator: " ").joined(separator: " ")
        return words.hasPrefix("Error: ") ? String(words.dropFirst(7)) : words
    }
}
