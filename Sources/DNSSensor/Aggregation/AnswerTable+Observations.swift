internal import PassiveDNS

extension AnswerTable {
    /// Moves the half of the entries that were seen last the longest ago into a table of observations; all, where they are of
    /// one second.
    mutating func moveOlderHalf(to observations: inout ObservationTable, sensors: [String]) {
        guard let second = middleSecond() else { return }
        move(seenUpTo: second, to: &observations, sensors: sensors)
    }

    /// Moves the entries that were seen last at a second or before into a table of observations, and copies the news of the
    /// others where they are to be told.
    ///
    /// The sensors' names are those of their numbers.
    mutating func move(
        seenUpTo second: Int64,
        tellingNews: Bool = false,
        to observations: inout ObservationTable,
        sensors: [String]
    ) {
        let symbols = sensors.map { observations.symbol($0) }
        var text: [UInt8] = []
        remove(seenUpTo: second, tellingNews: tellingNews) { entry, owner, content in
            text.removeAll(keepingCapacity: true)
            NameText.append(owner, to: &text)
            let rrname = text.withUnsafeBytes { observations.symbol($0) }
            let type = RecordType(rawValue: entry.type)
            let rdata: Int32
            if type.isAddress {
                rdata = observations.address(RecordText.address(content))
            } else {
                text.removeAll(keepingCapacity: true)
                RecordText.append(content, of: entry.type, to: &text)
                rdata = text.withUnsafeBytes { observations.symbol($0) }
            }
            observations.append(
                rrname: rrname,
                rrtype: type,
                rdata: rdata,
                firstSeen: entry.first,
                lastSeen: entry.last,
                count: entry.count,
                sensor: symbols[Int(entry.sensor)]
            )
        }
    }
}
