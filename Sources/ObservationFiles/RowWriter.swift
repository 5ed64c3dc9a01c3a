internal import PassiveDNS

/// Checks the fields of a record and adds it to a batch.
struct RowWriter {
    /// What is wrong with a record.
    struct Problem: Error {
        var field: String
        var reason: String
    }

    let acceptable: ClosedRange<Timestamp>
    private var owner = CanonicalName()
    private var target = CanonicalName()
    private var fields = DataFields()

    /// Longer data is refused, in bytes: the DNS has 65,535 octets for a record, each of which takes at most four to write;
    /// so do a TXT record's quotes, which stand for the octet of a string's length.
    private static let longestData = 4 * 65_535

    init(acceptable: ClosedRange<Timestamp>) {
        self.acceptable = acceptable
    }

    /// The times of a record, in order and within the range that is acceptable.
    func period(first: Timestamp?, last: Timestamp?) throws(Problem) -> Period {
        guard let first else { throw Problem(field: "time_first", reason: "is missing or no time") }
        let last = last ?? first
        try check(first, "time_first")
        try check(last, "time_last")
        guard first <= last else {
            throw Problem(field: "time_last", reason: "\(last) is before time_first, \(first)")
        }
        return Period(first: first, last: last)
    }

    private func check(_ time: Timestamp, _ field: String) throws(Problem) {
        guard !acceptable.contains(time) else { return }
        throw Problem(
            field: field,
            reason: "\(time) lies outside \(acceptable.lowerBound.date) to \(acceptable.upperBound.date)"
        )
    }

    /// Adds one record.
    ///
    /// Sides that are swapped (an address as the owner, a name as the data) are put right.
    ///
    /// Without a type it is A or AAAA for an address and CNAME for a name; then both must be those of hosts.
    mutating func add(
        rrname: UnsafeRawBufferPointer,
        rrtype: RecordType?,
        rdata: UnsafeRawBufferPointer,
        period: Period,
        count: Int64,
        sensor: Int32,
        to batch: inout ObservationBatch
    ) throws(Problem) {
        let address = rrtype?.isAddress ?? true ? IPAddress(utf8: rdata) : nil
        if address == nil, rrtype?.isAddress ?? true, let swapped = IPAddress(utf8: rrname) {
            try append(rdata, swapped, rrtype, period, count, sensor, &batch)
        } else if let address {
            try append(rrname, address, rrtype, period, count, sensor, &batch)
        } else if let rrtype, rrtype.isAddress {
            throw Problem(field: "rdata", reason: "is no \(rrtype == .a ? "IPv4" : "IPv6") address, as \(rrtype) needs")
        } else {
            try append(rrname, data: rdata, rrtype, period, count, sensor, &batch)
        }
    }

    /// Without a type to go by, what can be no name of a host, such as `N/A`, is no name.
    private func checkHostName(_ name: CanonicalName, _ type: RecordType?, field: String) throws(Problem) {
        guard type == nil, !DomainName.isHostName(name.bytes) else { return }
        throw Problem(field: field, reason: "is neither an address nor a name; give rrtype if it is meant")
    }

    private mutating func append(
        _ name: UnsafeRawBufferPointer,
        _ address: IPAddress,
        _ given: RecordType?,
        _ period: Period,
        _ count: Int64,
        _ sensor: Int32,
        _ batch: inout ObservationBatch
    ) throws(Problem) {
        let type = given ?? (address.isV4 ? .a : .aaaa)
        guard type == .aaaa || address.isV4 else {
            throw Problem(field: "rdata", reason: "is no IPv4 address, as A needs")
        }
        try owner.read(name, field: "rrname")
        try checkHostName(owner, given, field: "rrname")
        batch.append(
            rrname: owner.bytes,
            rrtype: type,
            address: address,
            period: period,
            count: count,
            sensor: sensor
        )
    }

    private mutating func append(
        _ name: UnsafeRawBufferPointer,
        data: UnsafeRawBufferPointer,
        _ given: RecordType?,
        _ period: Period,
        _ count: Int64,
        _ sensor: Int32,
        _ batch: inout ObservationBatch
    ) throws(Problem) {
        let type = given ?? .cname
        try owner.read(name, field: "rrname")
        try checkHostName(owner, given, field: "rrname")
        if type.isName {
            try target.read(data, field: "rdata")
            try checkHostName(target, given, field: "rdata")
            batch.append(
                rrname: owner.bytes,
                rrtype: type,
                rdata: target.bytes,
                period: period,
                count: count,
                sensor: sensor
            )
            return
        }
        try checkText(data)
        let isCanonical = fields.canonicalize(data, of: type)
        fields.canonical.withUnsafeBytes { canonical in
            batch.append(
                rrname: owner.bytes,
                rrtype: type,
                rdata: isCanonical ? canonical : data,
                period: period,
                count: count,
                sensor: sensor
            )
        }
    }

    private func checkText(_ data: UnsafeRawBufferPointer) throws(Problem) {
        guard !data.isEmpty else { throw Problem(field: "rdata", reason: "is empty") }
        guard data.count <= Self.longestData else {
            throw Problem(field: "rdata", reason: "has \(data.count) bytes, more than \(Self.longestData)")
        }
        guard data.isASCII || String(validating: data, as: UTF8.self) != nil else {
            throw Problem(field: "rdata", reason: "is not valid UTF-8")
        }
    }
}
