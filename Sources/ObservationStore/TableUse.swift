internal import PassiveDNS

/// What the rows of a table name, each once and in the order of numbers.
struct TableUse: Sendable {
    /// The symbols that are names, data or sensors.
    let texts: [Int32]
    /// The symbols that are owner names.
    let names: [Int32]
    /// The places of addresses.
    let addresses: [Int32]

    init(_ table: ObservationTable) {
        var isText = [Bool](repeating: false, count: table.symbols.count)
        var isName = isText
        var isAddress = [Bool](repeating: false, count: table.addresses.count)
        for row in 0..<table.count {
            isName[Int(table.rrname[row])] = true
            isText[Int(table.sensor[row])] = true
            let data = Int(table.rdata[row])
            if RecordType(rawValue: table.rrtype[row]).isAddress {
                isAddress[data] = true
            } else {
                isText[data] = true
            }
        }
        texts = (0..<Int32(isText.count)).filter { isText[Int($0)] || isName[Int($0)] }
        names = (0..<Int32(isName.count)).filter { isName[Int($0)] }
        addresses = (0..<Int32(isAddress.count)).filter { isAddress[Int($0)] }
    }
}
