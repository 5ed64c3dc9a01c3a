internal import PassiveDNS

extension AnswerTable {
    /// The next entries that leave, as observations.
    ///
    /// - Parameters:
    ///   - rows: so many at most.
    ///   - bytes: names and data together are not much longer as text, by one record at most. Text may be many times as long as
    ///     what it was made of.
    ///   - sensors: the names of the sensors' numbers.
    /// - Returns: the observations; `nil` where all have left.
    mutating func nextPart(rows: Int, bytes: Int, sensors: [String]) -> ObservationTable? {
        var part = ObservationTable()
        var size = 0
        var text: [UInt8] = []
        let hasTold = leave { entry, owner, content in
            let sensor = part.symbol(sensors[Int(entry.sensor)])
            size &+= Self.append(entry, owner, content, by: sensor, to: &part, &text)
            return part.count < rows && size < bytes
        }
        return hasTold ? part : nil
    }

    /// Appends an entry, and returns how many bytes its texts have.
    private static func append(
        _ entry: Entry,
        _ owner: UnsafeRawBufferPointer,
        _ content: UnsafeRawBufferPointer,
        by sensor: Int32,
        to observations: inout ObservationTable,
        _ text: inout [UInt8]
    ) -> Int {
        text.removeAll(keepingCapacity: true)
        NameText.append(owner, to: &text)
        let rrname = text.withUnsafeBytes { observations.symbol($0) }
        var size = text.count
        let type = RecordType(rawValue: entry.type)
        let rdata: Int32
        if type.isAddress {
            rdata = observations.address(RecordText.address(content))
        } else {
            text.removeAll(keepingCapacity: true)
            RecordText.append(content, of: entry.type, to: &text)
            rdata = text.withUnsafeBytes { observations.symbol($0) }
            size &+= text.count
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
        return size
    }
}
