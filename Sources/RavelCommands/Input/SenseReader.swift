internal import DNSSensor
internal import ObservationFiles
internal import ObservationStore
internal import PackedFiles
internal import PassiveDNS

/// Reads files through a sensor of their own each.
struct SenseReader {
    let settings: SensorSettings

    /// Reads a file into the store, whole or not at all.
    func read(_ file: String, into store: ObservationStore) throws -> SenseResult {
        var sensor = Sensor(settings)
        var damage: String?
        var stored = 0
        let isNew = try store.ingest(file) { session in
            var writer = COFWriter()
            damage = try sensor.read(file) { observations in
                writer.write(observations) { _ in }
                stored += try session.merge(observations).count { $0 }
            }?.description
            return .init(digest: writer.finish(), lines: sensor.messages.messages, rows: sensor.observations)
        }
        var result = SenseResult(file: file, sensor, damage)
        sayHint(of: sensor, file)
        result.stored = isNew ? stored : 0
        result.known = isNew ? 0 : sensor.observations
        if !isNew, sensor.observations > 0 {
            say("\(file): these observations are in the store already; nothing changed")
        }
        return result
    }

    /// Reads a file and puts what was observed elsewhere.
    func read(_ file: String, to output: any SenseOutput) throws -> SenseResult {
        var sensor = Sensor(settings)
        let damage = try sensor.read(file) { try output.take($0) }
        sayHint(of: sensor, file)
        return SenseResult(file: file, sensor, damage?.description)
    }

    private func sayHint(of sensor: borrowing Sensor, _ file: String) {
        if let hint = sensor.hint { say("\(file): \(hint)") }
    }
}
