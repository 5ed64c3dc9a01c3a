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
        let escaped = source.replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(
            of: "\"",
            with: "\\\""
        )
        let labels = "{\(kind)=\"\(escaped)\"}"
        var text = "# TYPE ravel_sense_capturing gauge\nravel_sense_capturing\(labels) \(isCapturing ? 1 : 0)\n"
        for (name, value) in counters {
            text += "# TYPE ravel_sense_\(name)_total counter\nravel_sense_\(name)_total\(labels) \(value)\n"
        }
        return text
    }
}
