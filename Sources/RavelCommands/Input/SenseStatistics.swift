internal import DNSSensor
internal import Foundation

/// The counters of a live sensor, told as they move.
struct SenseStatistics {
    private let kind: String
    private let source: String
    private var told: [String: Int] = [:]

    init(kind: String, source: String) {
        self.kind = kind
        self.source = source
    }

    /// The counters that moved since this was asked last, in one line.
    mutating func line(_ counters: [(name: String, value: Int)]) -> String {
        let moved = counters.filter { $0.value != told[$0.name, default: 0] }
        let text = moved.map { "\($0.name) +\($0.value - told[$0.name, default: 0])" }.joined(separator: ", ")
        for counter in moved { told[counter.name] = counter.value }
        return "\(source): " + (text.isEmpty ? "nothing" : text)
    }

    /// All counters in the [text format](https://prometheus.io/docs/instrumenting/exposition_formats/) of Prometheus.
    func prometheus(_ counters: [(name: String, value: Int)], isCapturing: Bool) -> String {
        let escaped = [("\\", "\\\\"), ("\"", "\\\""), ("\n", "\\n")].reduce(source) {
            $0.replacingOccurrences(of: $1.0, with: $1.1)
        }
        let labels = "{\(kind)=\"\(escaped)\"}"
        var text = """
            # HELP ravel_sense_capturing Whether anything can be taken just now.
            # TYPE ravel_sense_capturing gauge
            ravel_sense_capturing\(labels) \(isCapturing ? 1 : 0)

            """
        for (name, value) in counters {
            let metric = "ravel_sense_\(name)_total"
            if let meaning = Self.meanings[name] { text += "# HELP \(metric) \(meaning).\n" }
            text += "# TYPE \(metric) counter\n\(metric)\(labels) \(value)\n"
        }
        return text
    }
}
