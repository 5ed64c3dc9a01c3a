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
    /// Deliveries that fail may keep packets waiting for so long.
    private static let patience = Duration.seconds(10)
    /// Deliveries that fail may keep the end waiting for so long.
    private static let lastPatience = Duration.seconds(30)
    /// Records that were not seen for an hour are forgotten, in seconds.
    private static let forgetting: Int64 = 3_600

    private var source: SenseSource
    private(set) var sensor: Sensor
    private var statistics: SenseStatistics
    private let tellsStatistics: Bool
    private let prometheus: String?
    private var delivery: Delivery
    /// What was said last of why nothing can be captured.
    private var said: String?

    init(
        _ source: consuming SenseSource,
        _ settings: SensorSettings,
        tellsStatistics: Bool,
        prometheus: String?,
        to output: any SenseOutput
    ) {
        statistics = SenseStatistics(kind: source.kind, source: source.name)
        self.source = source
        sensor = Sensor(settings)
        self.tellsStatistics = tellsStatistics
        self.prometheus = prometheus
        delivery = Delivery(to: output)
    }

    /// All counters in their order, those of the source first.
    var counters: [(name: String, value: Int)] {
        source.counters + sensor.counters
            + [("lost_observations", delivery.lost), ("set_aside_observations", delivery.setAside)]
    }

    /// Why observations were not delivered; `nil` where all were.
    var failure: String? { delivery.failure }

    /// Listens until the signal comes.
    mutating func run() {
        var nextFlush = ContinuousClock.now + Self.flush
        var nextReport = ContinuousClock.now + Self.report
        var nextTry = ContinuousClock.now
        report(says: false)
        while !StopSignal.hasCome, !delivery.isOver {
            listen()
            let now = ContinuousClock.now
            if now >= nextFlush {
                nextFlush = now + Self.flush
                sensor.beginLeaving(forgetting: Int64(Date().timeIntervalSince1970) - Self.forgetting)
            }
            if delivery.complaint == nil || now >= nextTry {
                nextTry = now + Self.retry
                deliverPart()
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
        makeRoom()
        guard source.failure != said else { return }
        said = source.failure
        say("\(source.name): \(source.failure.map { "\($0); waiting for it" } ?? "capturing again")")
    }

    /// Takes what is there, for half a second at most, and delivers everything; what can't be delivered is lost.
    private mutating func stop() {
        let end = ContinuousClock.now + .milliseconds(500)
        while ContinuousClock.now < end {
            if source.read(into: &sensor, upTo: 150) == 0 { break }
            makeRoom()
        }
        sensor.finish()
        sensor.beginLeaving(forgetting: .max)
        delivery.deliverAll(of: &sensor, failingFor: Self.lastPatience)
        report(says: tellsStatistics)
    }

    // MARK: - Observations

    /// Lets the half go that was seen last the longest ago, before the memory is full.
    ///
    /// Where more comes than can be delivered, the kernel drops packets meanwhile, and counts them; where nothing can be
    /// delivered, what leaves is lost.
    private mutating func makeRoom() {
        if sensor.isNearlyFull, !sensor.isLeaving { sensor.beginLeavingOlderHalf() }
        while sensor.isFull {
            if !sensor.isLeaving { sensor.beginLeavingOlderHalf() }
            delivery.deliverAll(of: &sensor, failingFor: Self.patience)
        }
    }

    /// Delivers the next part of what leaves, and says why not where that is new.
    private mutating func deliverPart() {
        let before = delivery.complaint
        guard !delivery.deliverPart(of: &sensor), let complaint = delivery.complaint else { return }
        if complaint != before, !delivery.isOver {
            say("\(complaint); trying again every \(Self.retry.components.seconds) seconds")
        }
    }

    // MARK: - Statistics

    private mutating func report(says: Bool) {
        for problem in source.count() { say(problem) }
        if says { say(statistics.line(counters)) }
        guard let prometheus else { return }
        do {
            var text = statistics.prometheus(counters, isCapturing: source.failure == nil)
            let file = try UnfinishedFile(prometheus, for: .everyone)
            try text.withUTF8 { try file.write(UnsafeRawBufferPointer($0)) }
            try file.finish()
        } catch {
            say((error as? Failure)?.message ?? "\(error)")
        }
    }
}
