import PassiveDNS

/// A table of so many observations, of names that begin alike.
func observations(_ count: Int, _ prefix: String = "n") throws -> ObservationTable {
    var table = ObservationTable()
    for number in 0..<count {
        table.append(
            Observation(
                rrname: try DomainName("\(prefix)\(number).test"),
                rrtype: .a,
                rdata: .address(IPAddress(v4: 0xcb00_7105)),
                period: Period(first: Timestamp(seconds: 1_700_000_000), last: Timestamp(seconds: 1_700_000_001))
            )
        )
    }
    return table
}
