internal import DNSSensor
internal import InfraGraph

/// What became of the packets, messages and records of one file or interface.
struct SenseResult: Printable {
    let file: String
    /// Why the file was not read to its end.
    let damage: String?
    /// Observations that made new periods in the store, and all of them where the store had them; `nil` without a store.
    var stored: Int?
    var known: Int?
    private let counters: [(name: String, value: Int)]

    init(file: String, _ sensor: borrowing Sensor, _ damage: String?) {
        self.file = file
        self.damage = damage
        counters = sensor.counters
    }

    init(source: String, _ listener: borrowing SenseListener) {
        file = source
        damage = listener.failure
        counters = listener.counters
    }

    /// How many observations there were.
    var observations: Int { count("observations") }

    private func count(_ name: String) -> Int {
        counters.first { $0.name == name }?.value ?? 0
    }

    /// Observations that were merged into periods that were there.
    var merged: Int? {
        guard let stored, let known else { return nil }
        return observations - stored - known
    }

    /// Counters that say why something was left out.
    var leftOut: String {
        let used = [
            "dns", "dns_stream", "fragment", "question", "answer", "response", "kept", "received", "reopened",
        ]
        return counters.filter { name, value in
            let parts = name.split(separator: "_", maxSplits: 1)
            return value > 0 && parts.count == 2
                && ["capture", "packets", "frames", "messages", "records", "lost", "set"].contains(parts[0])
                && !used.contains(String(parts[1]))
        }.map { "\($0.name) \($0.value)" }.joined(separator: ", ")
    }

    static let columns = [
        "file", "packets", "frames", "questions", "answers", "records", "observations", "stored", "merged",
        "already_known", "left_out",
    ]

    var cells: [String] {
        let counts = ["packets", "frames", "messages_question", "messages_answer", "records_kept", "observations"]
        let numbers: [Int?] = counts.map { count($0) } + [stored, merged, known]
        return [file] + numbers.map { $0.map(String.init) ?? "" } + [leftOut]
    }

    /// The same, to be said.
    var sentence: String {
        let told = zip(Self.columns, cells).dropFirst().filter { !$1.isEmpty }.map { "\($0) \($1)" }
        return "\(file): " + told.joined(separator: ", ")
    }

    var json: JSON {
        var fields: [(String, JSON)] = [("file", .text(file))]
        fields += counters.map { ($0.name, .integer(Int64($0.value))) }
        for (name, count) in [("stored", stored), ("merged", merged), ("already_known", known)] {
            if let count { fields.append((name, .integer(Int64(count)))) }
        }
        if let damage { fields.append(("damage", .text(damage))) }
        return .object(fields)
    }
}
