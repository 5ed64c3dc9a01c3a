internal import DNSSensor

/// What a live sensor takes from: the packets of an interface, or the dnstap that resolvers send.
enum SenseSource: ~Copyable {
    case interface(LiveCapture)
    case dnstap(DnstapListener)

    /// What the name is, in statistics.
    var kind: String {
        switch self {
        case .interface: "interface"
        case .dnstap: "dnstap"
        }
    }

    /// The interface's name, or the address that is listened on.
    var name: String {
        switch self {
        case .interface(let capture): capture.interface
        case .dnstap(let listener): listener.address.description
        }
    }

    /// Why nothing can be taken just now; `nil` where it can.
    var failure: String? {
        switch self {
        case .interface(let capture): capture.failure
        case .dnstap: nil
        }
    }

    /// All counters in their order.
    var counters: [(name: String, value: Int)] {
        switch self {
        case .interface(let capture): capture.counters.list.map { ("capture_" + $0.name, $0.value) }
        case .dnstap(let listener): listener.counters.list
        }
    }

    /// Waits until something comes, at most so many milliseconds, and lets a sensor take it.
    ///
    /// - Returns: how many packets or frames were taken; of packets about 20,000 at most.
    mutating func read(into sensor: inout Sensor, upTo milliseconds: Int32) -> Int {
        let count: Int
        switch consume self {
        case .interface(var capture):
            capture.wait(milliseconds)
            count = sensor.read(&capture, atMost: 20_000)
            self = .interface(capture)
        case .dnstap(var listener):
            count = sensor.read(&listener, upTo: milliseconds)
            self = .dnstap(listener)
        }
        return count
    }

    /// Asks how many packets were dropped, and why senders were sent away since this was asked last.
    mutating func count() -> [String] {
        let problems: [String]
        switch consume self {
        case .interface(var capture):
            capture.count()
            problems = []
            self = .interface(capture)
        case .dnstap(var listener):
            problems = listener.takeProblems()
            self = .dnstap(listener)
        }
        return problems
    }
}
