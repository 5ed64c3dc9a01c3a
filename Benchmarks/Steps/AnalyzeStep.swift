internal import InfraGraph
internal import ObservationFiles
internal import PassiveDNS
internal import PublicSuffix

/// Reads a file and analyses it; nothing is written.
func analyze(_ file: String) throws {
    var table = ObservationTable()
    let reading = try milliseconds { _ = try ObservationReader(file: file, acceptable: anyTime).read(into: &table) }
    let rows = table.count
    var analysis: Analysis?
    let analysing = milliseconds { analysis = Analysis(observations: table.take(), rules: PublicSuffixList()) }
    guard let analysis else { return }
    tell([
        "rows": rows, "tenures": analysis.tenureCount, "campaigns": analysis.campaigns.count,
        "read_ms": reading, "analysis_ms": analysing,
    ])
}
