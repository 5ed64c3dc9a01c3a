import PassiveDNS

@testable import DNSSensor

extension AnswerTable {
    /// What leaves, part by part.
    mutating func parts(
        seenUpTo second: Int64 = .max,
        tellingNews: Bool = false,
        rows: Int = .max,
        bytes: Int = .max,
        _ sensors: [String] = [""]
    ) -> [ObservationTable] {
        beginLeaving(seenUpTo: second, tellingNews: tellingNews)
        var parts: [ObservationTable] = []
        while let part = nextPart(rows: rows, bytes: bytes, sensors: sensors) { parts.append(part) }
        return parts
    }

    /// Everything, which leaves.
    mutating func everything(_ sensors: [String] = [""]) -> ObservationTable {
        parts(sensors).first ?? ObservationTable()
    }

    /// The half that was seen last the longest ago, which leaves.
    mutating func olderHalf() -> ObservationTable {
        parts(seenUpTo: middleSecond() ?? .max).first ?? ObservationTable()
    }
}
