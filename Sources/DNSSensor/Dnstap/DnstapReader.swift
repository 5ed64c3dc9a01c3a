internal import PassiveDNS

/// Takes dnstap frames and hands the resolvers' responses on.
struct DnstapReader {
    /// More senders than this that name themselves are one, without a name.
    private static let mostSensors = 1_000
    /// Longer names are none, in octets.
    private static let longestSensor = 255

    private(set) var frames = FrameCounters()
    /// How many messages there were of each kind.
    private var kinds = DnstapKinds()
    /// The sensors' names by their numbers; 0 is that of the settings.
    private(set) var sensors: [String]
    private var identities = SymbolTable()
    private let isSensorGiven: Bool
    private var zone = [UInt8](repeating: 0, count: WireName.longest)

    /// Makes a reader; where no sensor is named in the settings, it is who sent a frame.
    init(_ settings: SensorSettings) {
        sensors = [settings.sensor]
        isSensorGiven = !settings.sensor.isEmpty
        _ = identities.intern("")
    }

    /// Takes one frame.
    mutating func take(_ frame: UnsafeRawBufferPointer, _ observer: inout AnswerObserver) {
        frames.count(outcome(of: frame, &observer))
    }

    /// What to do where there were messages, but none that counts; `nil` otherwise.
    var hint: String? {
        guard kinds[DnstapFrame.resolverResponse] == 0, let others = kinds.description else { return nil }
        return "holds no RESOLVER_RESPONSE, which alone counts, but \(others); "
            + "resolvers tell them where they are asked to (unbound: dnstap-log-resolver-response-messages: yes)"
    }

    /// Counts a frame that was passed over because it is too long.
    mutating func passOver() {
        frames.count(.tooLong)
    }

    private mutating func outcome(
        of frame: UnsafeRawBufferPointer,
        _ observer: inout AnswerObserver
    ) -> FrameCounters.Outcome {
        guard let frame = DnstapFrame(frame), let type = frame.type else { return .malformed }
        kinds.count(type)
        guard type == DnstapFrame.resolverResponse else { return .otherType }
        guard let response = frame.response, let time = frame.time else { return .incomplete }
        let sensor = number(of: frame.identity)
        guard let given = frame.zone else {
            observer.receive(response: response, within: nil, at: time, by: sensor)
            return .response
        }
        guard let length = zone.withUnsafeMutableBytes({ WireName.write(given, at: 0, to: $0) }) else {
            return .malformed
        }
        zone.withUnsafeBytes { zone in
            let zone = UnsafeRawBufferPointer(rebasing: zone[..<length])
            observer.receive(response: response, within: zone, at: time, by: sensor)
        }
        return .response
    }

    private mutating func number(of identity: UnsafeRawBufferPointer) -> Int32 {
        guard !isSensorGiven, !identity.isEmpty, identity.count <= Self.longestSensor else { return 0 }
        if let known = identities.find(identity) { return known }
        guard sensors.count < Self.mostSensors else { return 0 }
        sensors.append(String(decoding: identity, as: UTF8.self))
        return identities.intern(identity)
    }
}
