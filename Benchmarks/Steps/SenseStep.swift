internal import DNSSensor
internal import PackedFiles
internal import PassiveDNS
internal import PublicSuffix

/// Reads a capture to aggregated observations, of which nothing is written.
func sense(_ file: String) throws {
    var sensor = Sensor(SensorSettings(rules: PublicSuffixList()) { anyTime })
    var observations = 0
    let damage = try sensor.read(file) { observations += $0.count }
    tell(["observations": observations, "answers": sensor.messages.messages, "damage": damage?.description ?? ""])
}
