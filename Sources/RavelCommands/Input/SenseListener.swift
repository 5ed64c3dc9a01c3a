internal import DNSSensor
internal import Foundation
internal import PassiveDNS

/// Takes what comes until it is told to stop; what was seen leaves every few minutes.
struct SenseListener: ~Copyable {
    /// Records leave so often: what a crash may cost.
    private static let flush = Duration.seconds(300)
    /// Statistics are told so often.
    private static let report = Duration.seconds(60)
    /// What could not be delivered is tried again so often.
    private static let retry = Duration.seconds(10)
    /// Records that were not seen for an hour are forgotten, in seconds.
    private static let forgetting: Int64 = 3_600
    /// Observations are delivered so many at a time, and between them is taken what came meanwhile.
    private static let part = 20_000
    /// Observations that wait at most, while they can't be delivered.
    private static let mostWaiting = 2_000_000

    private var source: SenseSource
    private(set) var sensor: Sensor
    private var statistics: SenseStatistics
    private let tellsStatistics: Bool
    private let prometheus: String?
    /// Takes observations to where they are kept.
    private let deliver: (ObservationTable) throws -> Void
    private var waiting: [ObservationTable] = []
    private var lost = 0
    private var complaint: String?
    /// What was said last of why nothing can be captured.
    private var said: String?

    init(
        _ source: consuming SenseSource,
        _ settings: SensorSettings,
        tellsStatistics: Bool,
        prometheus: String?,
        deliver: @escaping (ObservationTable) throws -> Void
    ) {
        statistics = SenseStatistics(kind: source.kind, source: source.name)
        self.source = source
        sensor = Sensor(settings)
        self.tellsStatistics = tellsStatistics
        self.prometheus = prometheus
        self.deliver = deliver
    }

    /// All counters in their order, those of the source first.
    var counters: [(name: String, value: Int)] {
        source.counters + sensor.counters + [("lost_observations", lost)]
    }

    /// Why observations could not be delivered at the end; `nil` where all were.
    var failure: String? { waiting.isEmpty && lost == 0 ? nil : complaint }

    /// Listens until the signal comes.
    mutating func run() {
        var nextFlush = ContinuousClock.now + Self.flush
        var nextReport = ContinuousClock.now + Self.report
        var nextTry = ContinuousClock.now
        report(says: false)
        while !StopSignal.hasCome {
            listen()
            let now = ContinuousClock.now
            if now >= nextFlush {
                nextFlush = now + Self.flush
                leave(forgetting: Int64(Date().timeIntervalSince1970) - Self.forgetting)
            }
            if complaint == nil || now >= nextTry {
                nextTry = now + Self.retry
                _ = deliverPart()
            }
            if now >= nextReport {
                nextReport = now + Self.report
                report(says: tellsStatistics)
            }
        }
        stop()
    }

    private mutating func listen() {
        _ = source.read(into: &sensor, upTo: 200)
        if sensor.isFull { leave(forgetting: nil) }
        guard source.failure != said else { return }
        said = source.failure
        say("\(source.name): \(source.failure.map { "\($0); waiting for it" } ?? "capturing again")")
    }

    /// Takes what is there, for half a second at most, and delivers everything.
    private mutating func stop() {
        let end = ContinuousClock.now + .milliseconds(500)
        while ContinuousClock.now < end {
            if source.read(into: &sensor, upTo: 150) == 0 { break }
            if sensor.isFull { leave(forgetting: nil) }
        }
        sensor.finish()
        leave(forgetting: .max)
        while deliverPart() {}
        report(says: tellsStatistics)
    }

    // MARK: - Observations

    private mutating func leave(forgetting second: Int64?) {
        waiting += sensor.removeNews(forgetting: second, rows: Self.part)
        // Where more comes than can be delivered, the kernel drops packets meanwhile, and counts them.
        while waiting.count * Self.part > Self.mostWaiting {
            if !deliverPart() { lost += waiting.removeFirst().count }
        }
    }

    /// Delivers some of what waits; `false` where nothing does, or it can't be delivered.
    private mutating func deliverPart() -> Bool {
        guard let first = waiting.first else { return false }
        do {
            try deliver(first)
            waiting.removeFirst()
            complaint = nil
            return true
        } catch {
            let reason = (error as? Failure)?.message ?? "\(error)"
            if reason != complaint { say("\(reason); trying again every \(Self.retry.components.seconds) seconds") }
            complaint = reason
            return false
        }
    }

    // MARK: - Statistics

    private mutating func report(says: Bool) {
        for problem in source.count() { say(problem) }
        if says { say(statistics.line(counters)) }
        guard let prometheus else { return }
        do {
            var text = statistics.prometheus(counters, isCapturing: source.failure == nil)
            let file = try UnfinishedFile(prometheus)
            try text.withUTF8 { try file.write(UnsafeRawBufferPointer($0)) }
            try file.finish()
        } catch {
            say((error as? Failure)?.message ?? "\(error)")
        }
    }
}
