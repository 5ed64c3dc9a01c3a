internal import PassiveDNS

extension AnswerTable {
    /// Moves the half of the entries that were seen last the longest ago into a table of observations; all, where they are of
    /// one second.
    mutating func moveOlderHalf(to observations: inout ObservationTable, sensors: [String]) {
        guard let second = middleSecond() else { return }
        move(seenUpTo: second, to: &observations, sensors: sensors)
    }

    /// Moves the entries that were seen last at a second or before into a table of observations.
    ///
    /// The sensors' names are those of their numbers.
    mutating func move(seenUpTo second: Int64, to observations: inout ObservationTable, sensors: [String]) {
        let symbols = sensors.map { observations.symbol($0) }
        var text: [UInt8] = []
        remove(seenUpTo: second) { entry, owner, content in
            Self.append(entry, owner, content, by: symbols[Int(entry.sensor)], to: &observations, &text)
        }
    }

    /// Copies the news of all entries, and removes those that were seen last at a second or before.
    ///
    /// The news come in tables of so many rows at most.
    mutating func moveNews(forgetting second: Int64, rows: Int, sensors: [String]) -> [ObservationTable] {
        var parts: [ObservationTable] = []
        var part = ObservationTable()
        var text: [UInt8] = []
        remove(seenUpTo: second, tellingNews: true) { entry, owner, content in
            let sensor = part.symbol(sensors[Int(entry.sensor)])
            Self.append(entry, owner, content, by: sensor, to: &part, &text)
            guard part.count == rows else { return }
            parts.append(part)
            part = ObservationTable()
        }
        if part.count > 0 { parts.append(part) }
        return parts
    }

    private static func append(
        _ entry: Entry,
        _ owner: UnsafeRawBufferPointer,
        _ content: UnsafeRawBufferPointer,
        by sensor: Int32,
        to observations: inout ObservationTable,
        _ text: inout [UInt8]
    ) {
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
            sensor: sensor
        )
    }
}
