internal import DNSSensor
internal import PassiveDNS

/// What observations leave in parts.
protocol PartSource: ~Copyable {
    /// The next part; `nil` where all have left.
    mutating func nextPart() -> ObservationTable?
}

extension Sensor: PartSource {}

/// Takes observations to where they are kept, a part at a time.
///
/// A part that can't be delivered waits, to be tried again.
struct Delivery {
    private let output: any SenseOutput
    /// What is to be delivered next.
    private var waiting: ObservationTable?
    /// Observations that were given up.
    private(set) var lost = 0
    /// Why the last try failed; `nil` where it did not.
    private(set) var complaint: String?
    /// Why a try failed last.
    private var reason: String?
    /// Whether observations have nowhere to go any more.
    private(set) var isOver = false

    /// Makes a delivery that has taken nothing.
    init(to output: any SenseOutput) {
        self.output = output
    }

    /// Why observations were not delivered; `nil` where all were.
    var failure: String? { waiting == nil && lost == 0 ? nil : reason }

    /// Observations that were set aside, as the store refuses them.
    var setAside: Int { output.setAside }

    /// Delivers what waits, or else the next part.
    ///
    /// - Returns: `false` where there is none, or it can't be delivered.
    mutating func deliverPart<Source: PartSource & ~Copyable>(of source: inout Source) -> Bool {
        guard let part = waiting ?? source.nextPart() else { return false }
        do {
            try output.take(part)
            waiting = nil
            complaint = nil
            return true
        } catch {
            waiting = part
            complaint = (error as? Failure)?.message ?? "\(error)"
            reason = complaint
            isOver = error is OutputStream.Closed
            return false
        }
    }

    /// Delivers all parts, each tried once; one that can't be delivered is lost.
    ///
    /// Tries that fail take about as long as is said at most, all together: then what is left is lost untried.
    mutating func deliverAll<Source: PartSource & ~Copyable>(of source: inout Source, failingFor patience: Duration) {
        var failing = Duration.zero
        while !isOver, failing < patience {
            let begin = ContinuousClock.now
            if deliverPart(of: &source) { continue }
            guard waiting != nil else { return }
            failing += ContinuousClock.now - begin
            giveUp()
        }
        giveUp()
        while let part = source.nextPart() { lost += part.count }
    }

    private mutating func giveUp() {
        guard let part = waiting else { return }
        lost += part.count
        waiting = nil
        output.giveUp()
    }
}
