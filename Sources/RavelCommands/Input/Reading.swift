internal import DNSSensor
internal import Foundation
internal import InfraGraph
internal import ObservationFiles
internal import PackedFiles
internal import PassiveDNS
internal import PublicSuffix

/// The times that observations may have: after 1980, and not later than the day after tomorrow.
@Sendable func acceptableTimes() -> ClosedRange<Timestamp> {
    let now = Int64(Date().timeIntervalSince1970)
    return Timestamp(year: 1980, month: 1, day: 1)...Timestamp(seconds: now + 2 * Timestamp.day)
}

/// The settings of a sensor that has no name.
func sensorSettings() -> SensorSettings {
    SensorSettings(rules: PublicSuffixList(), acceptable: acceptableTimes)
}

/// Reads files of passive DNS into one table, telling how far it is.
func readObservations(_ files: [String], _ options: FormatOptions = FormatOptions()) throws -> ObservationTable {
    var table = ObservationTable()
    for file in files {
        if Sensor.recognises(file) {
            try sense(file, into: &table)
            continue
        }
        let progress = ProgressLine(file: file)
        var reader = ObservationReader(file: file, acceptable: acceptableTimes(), options: options)
        reader.onProgress = { progress.show($0) }
        do {
            let report = try reader.read(into: &table)
            progress.end()
            sayRejects(report.firstRejects, inAll: report.rejected)
            try BatchName.check(file, digest: report.digest)
            for notice in report.notices { say("\(file): \(notice)") }
        } catch let error as InputError {
            progress.end()
            throw Failure(error)
        }
    }
    return table
}

/// Reads a capture or dnstap into a table.
private func sense(_ file: String, into table: inout ObservationTable) throws {
    var sensor = Sensor(sensorSettings())
    let damage = try sensor.read(file) { observations in
        for row in 0..<observations.count { table.append(observations[row]) }
    }
    if let hint = sensor.hint { say("\(file): \(hint)") }
    if let damage { throw Failure(damage) }
}

/// Reads a small table and says which of its lines were refused.
func readTable<Record>(_ file: String, _ read: (inout TableReader) throws -> [Record]) throws -> [Record] {
    var reader = TableReader(file: file)
    do {
        let result = try read(&reader)
        sayRejects(reader.rejects, inAll: reader.rejected)
        guard reader.rejected == 0 || !result.isEmpty else {
            throw Failure("\(file): nothing was taken, since all of it was rejected")
        }
        return result
    } catch let error as InputError {
        throw Failure(error)
    }
}

/// Says the first few of some rejects.
func sayRejects(_ rejects: [Reject], inAll: Int? = nil) {
    for reject in rejects.prefix(5) {
        let field = reject.field.isEmpty ? "" : "\(reject.field) "
        say("\(reject.file):\(reject.line): rejected: \(field)\(reject.reason)")
    }
    let count = inAll ?? rejects.count
    if count > 5 { say("… and \(count - 5) more rejected") }
}

/// Says how many seeds there are, and what is known of them.
func saySeeds(_ seeds: [Seed], in analysis: Analysis) {
    let (seen, held) = analysis.known(seeds)
    say("\(counted(seeds.count, "seed")), \(seen) seen, \(held) in campaigns")
}

/// The registrations of a file, none of which lies in the future.
func readRegistrations(_ file: String) throws -> [Registration] {
    try readTable(file) { try $0.registrations(until: acceptableTimes().upperBound) }
}

/// Reads the seeds of a file.
func readSeeds(_ file: String) throws -> [Seed] {
    try readTable(file) { try $0.seeds() }.map { Seed($0.indicator, at: $0.date) }
}

/// Reads an indicator that was typed.
func indicator(_ text: String) throws -> Indicator {
    do {
        return try Indicator(text)
    } catch {
        throw Failure("\(text): is neither a name, an address nor a block of addresses (\(error))")
    }
}
