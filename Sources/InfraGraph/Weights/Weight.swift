/// A number that the engine judges by: its name, its unit and where its default comes from.
///
/// The default itself stands once, in ``AnalysisSettings`` and what it holds.
public struct Weight: Sendable {
    /// What the number counts.
    public enum Unit: String, Sendable {
        /// Natural log-odds.
        case nats
        case days
        /// A probability or a part of a whole.
        case share
        /// A number of things, or the mean of several.
        case count
    }

    /// Its name, such as `link.arrival`.
    public let name: String
    /// What it counts.
    public let unit: Unit
    /// The values it may take.
    public let range: ClosedRange<Double>
    /// What it is for, in one sentence.
    public let meaning: String
    /// Where its default comes from.
    public let source: String
    private let path: Path

    private enum Path {
        case real(any WritableKeyPath<AnalysisSettings, Double> & Sendable)
        case whole(any WritableKeyPath<AnalysisSettings, Int> & Sendable)
    }

    init(
        _ name: String,
        _ unit: Unit,
        _ path: any WritableKeyPath<AnalysisSettings, Double> & Sendable,
        in range: ClosedRange<Double>,
        _ meaning: String,
        _ source: String
    ) {
        (self.name, self.unit, self.range, self.meaning, self.source) = (name, unit, range, meaning, source)
        self.path = .real(path)
    }

    init(
        _ name: String,
        _ path: any WritableKeyPath<AnalysisSettings, Int> & Sendable,
        in range: ClosedRange<Double>,
        _ meaning: String,
        _ source: String
    ) {
        (self.name, self.unit, self.range, self.meaning, self.source) = (name, .count, range, meaning, source)
        self.path = .whole(path)
    }

    /// Its value in some settings.
    public func value(in settings: AnalysisSettings) -> Double {
        switch path {
        case .real(let path): settings[keyPath: path]
        case .whole(let path): Double(settings[keyPath: path])
        }
    }

    /// Gives it a value.
    ///
    /// - Throws: ``WeightError`` where the value is out of ``range``, or not whole where it counts things.
    public func set(_ value: Double, in settings: inout AnalysisSettings) throws(WeightError) {
        guard range.contains(value) else { throw .outOfRange(self, value) }
        switch path {
        case .real(let path): settings[keyPath: path] = value
        case .whole(let path):
            guard value == value.rounded() else { throw .notWhole(self, value) }
            settings[keyPath: path] = Int(value)
        }
    }
}

/// Why a weight can't be replaced.
public enum WeightError: Error, Sendable, CustomStringConvertible {
    /// The table has no such name; the nearest one is told.
    case unknown(String, nearest: String)
    /// The value is out of range.
    case outOfRange(Weight, Double)
    /// The value has to be whole.
    case notWhole(Weight, Double)

    /// The problem and what to do.
    public var description: String {
        switch self {
        case .unknown(let name, let nearest):
            "there is no weight \(name); did you mean \(nearest)? ravel weights lists them all"
        case .outOfRange(let weight, let value):
            "\(weight.name) is \(value), but must lie from \(weight.range.lowerBound) to \(weight.range.upperBound) (\(weight.unit.rawValue))"
        case .notWhole(let weight, let value): "\(weight.name) is \(value), but must be a whole number"
        }
    }
}
