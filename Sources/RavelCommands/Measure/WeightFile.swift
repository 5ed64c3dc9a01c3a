internal import Foundation
internal import InfraGraph

/// A file of weights that replace the defaults: JSON, or CSV with the columns name and value.
///
/// JSON: `{"version": 1, "weights": {"link.arrival": 2.1}, "calibration": [[-2.5, 0.04], [0.3, 0.5]]}`; the version and the
/// calibration may be missing. In CSV a knot of the calibration is named `calibration` and valued `log-odds probability`.
struct WeightFile {
    /// The settings, with the defaults for all that the file does not name.
    private(set) var settings = AnalysisSettings()

    private let file: String

    /// Reads a file.
    ///
    /// - Throws: ``Failure`` that names the file, the line or field, and where a name is unknown the nearest known one.
    init(_ file: String) throws {
        self.file = file
        let data: Data
        do {
            data = try Data(contentsOf: URL(fileURLWithPath: file))
        } catch {
            throw Failure("\(file): can't be read: \(error.localizedDescription)")
        }
        if data.first(where: { !$0.isWhitespace }) == UInt8(ascii: "{") {
            try readJSON(data)
        } else {
            try readCSV(String(decoding: data, as: UTF8.self))
        }
    }

    private mutating func readJSON(_ data: Data) throws {
        let root: [String: Any]
        do {
            guard let object = try JSONSerialization.jsonObject(with: data) as? [String: Any] else {
                throw Failure("\(file): is no JSON object")
            }
            root = object
        } catch let error as Failure {
            throw error
        } catch {
            throw Failure("\(file): is no JSON: \((error as NSError).userInfo[NSDebugDescriptionErrorKey] ?? error)")
        }
        for (key, value) in root.sorted(by: { $0.key < $1.key }) {
            switch key {
            case "version": try check(version: value)
            case "weights":
                guard let weights = value as? [String: Any] else { throw problem("weights", "is no object") }
                for (name, value) in weights.sorted(by: { $0.key < $1.key }) {
                    guard let number = Self.number(value) else { throw problem("weights.\(name)", "is no number") }
                    try set(name, number, at: "weights.\(name)")
                }
            case "calibration": try calibrate(value)
            default: throw problem(key, "is unknown; expected version, weights and calibration")
            }
        }
    }

    private func check(version: Any) throws {
        guard let number = Self.number(version), number == Double(WeightTable.version) else {
            throw problem("version", "is \(version), but this Ravel has version \(WeightTable.version)")
        }
    }

    private mutating func calibrate(_ value: Any) throws {
        guard let rows = value as? [[Any]] else { throw problem("calibration", "is no list of pairs") }
        let knots = try rows.map { row in
            guard row.count == 2, let x = Self.number(row[0]), let y = Self.number(row[1]) else {
                throw problem("calibration", "holds something else than pairs of log-odds and probability")
            }
            return Calibration.Knot(logOdds: x, probability: y)
        }
        try set(knots, at: "calibration")
    }

    /// A number; Foundation takes true and false for numbers too.
    private static func number(_ value: Any) -> Double? {
        guard let number = value as? NSNumber, String(cString: number.objCType) != "c" else { return nil }
        return number.doubleValue
    }

    private mutating func readCSV(_ text: String) throws {
        var knots: [Calibration.Knot] = []
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let cells = line.split(separator: ",", omittingEmptySubsequences: false).map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            if line.allSatisfy(\.isWhitespace) || line.hasPrefix("#") || cells.prefix(2) == ["name", "value"] {
                continue
            }
            let place = "\(index + 1)"
            guard cells.count >= 2 else { throw problem(place, "holds no value; expected name,value") }
            if cells[0] == "calibration" {
                let parts = cells[1].split(separator: " ").compactMap { Double($0) }
                guard parts.count == 2 else {
                    throw problem(place, "expected log-odds and probability, one space between")
                }
                knots.append(Calibration.Knot(logOdds: parts[0], probability: parts[1]))
            } else {
                guard let number = Double(cells[1]) else { throw problem(place, "\(cells[1]) is no number") }
                try set(cells[0], number, at: place)
            }
        }
        if !knots.isEmpty { try set(knots, at: "calibration") }
    }

    private mutating func set(_ name: String, _ value: Double, at place: String) throws {
        do throws(WeightError) {
            try WeightTable.weight(named: name).set(value, in: &settings)
        } catch {
            throw problem(place, "\(error)")
        }
    }

    private mutating func set(_ knots: [Calibration.Knot], at place: String) throws {
        guard let calibration = Calibration(knots: knots) else {
            throw problem(place, "log-odds have to rise from knot to knot, and probabilities from 0 to 1 with them")
        }
        settings.weights.calibration = calibration
    }

    private func problem(_ place: String, _ reason: String) -> Failure {
        Failure("\(file):\(place): \(reason)")
    }
}

extension WeightFile {
    /// Settings as a weights file: of all weights, or of some.
    static func json(_ settings: AnalysisSettings, only weights: [Weight] = WeightTable.weights) -> JSON {
        .object([
            ("version", .integer(Int64(WeightTable.version))),
            ("weights", .object(weights.map { ($0.name, .precise($0.value(in: settings))) })),
            (
                "calibration",
                .list(
                    settings.weights.calibration.knots.map {
                        .list([.precise($0.logOdds), .precise($0.probability)])
                    }
                )
            ),
        ])
    }
}

private extension UInt8 {
    var isWhitespace: Bool { self == 0x20 || (0x09...0x0d).contains(self) }
}
