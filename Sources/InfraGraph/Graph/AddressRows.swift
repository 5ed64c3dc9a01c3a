internal import PassiveDNS

/// The rows of observations that say that a name was on an address, by name; needed only until there is a graph.
///
/// Names and addresses are numbered by content, so the order of the observations leaves no trace.
struct AddressRows: Sendable {
    let names: NameIndex
    /// The rows of each name.
    let ofName: Grouping
    /// The addresses in ascending order.
    let addresses: [IPAddress]
    /// For each address of the observations, its number.
    let numberOfAddress: [Int32]
    /// The distinct sensors' symbols, in the order of their texts.
    let sensors: [Int32]
    /// For each symbol that is a sensor, its number.
    let numberOfSensor: [Int32]

    /// Numbers what is in the rows.
    ///
    /// Linear but for the sorting of names and addresses.
    init(_ observations: ObservationTable, rules: some RegistrableDomainRules) {
        ((addresses, numberOfAddress, sensors, numberOfSensor), (names, ofName)) = Parallel.both(
            {
                let (addresses, numberOfAddress) = Self.addresses(of: observations)
                let (sensors, numberOfSensor) = Self.sensors(of: observations)
                return (addresses, numberOfAddress, sensors, numberOfSensor)
            },
            {
                let names = NameIndex(observations, rules: rules)
                return (names, Self.rows(of: observations, names))
            }
        )
    }

    /// The rows of each name.
    private static func rows(of observations: ObservationTable, _ names: NameIndex) -> Grouping {
        Grouping(0..<Int32(observations.count), groups: names.count) { row in
            let isAddress = RecordType(rawValue: observations.rrtype[Int(row)]).isAddress
            return isAddress ? names.nameOfSymbol[Int(observations.rrname[Int(row)])] : -1
        }
    }

    /// The addresses in ascending order, and the number of each.
    private static func addresses(of observations: ObservationTable) -> ([IPAddress], [Int32]) {
        var ranked = observations.addresses.enumerated().map { (address: $1, id: Int32($0)) }
        ranked.sort { $0.address < $1.address }
        var numberOfAddress = [Int32](repeating: 0, count: ranked.count)
        for (number, item) in ranked.enumerated() { numberOfAddress[Int(item.id)] = Int32(number) }
        return (ranked.map(\.address), numberOfAddress)
    }

    /// The distinct sensors' symbols in the order of their texts, and for each symbol that is a sensor its number.
    private static func sensors(of observations: ObservationTable) -> ([Int32], [Int32]) {
        let symbols = observations.symbols
        var numberOfSensor = [Int32](repeating: -1, count: symbols.count)
        var sensors: [Int32] = []
        for sensor in observations.sensor where numberOfSensor[Int(sensor)] < 0 {
            numberOfSensor[Int(sensor)] = 0
            sensors.append(sensor)
        }
        sensors = symbols.sorted(sensors)
        for (number, sensor) in sensors.enumerated() { numberOfSensor[Int(sensor)] = Int32(number) }
        return (sensors, numberOfSensor)
    }
}
