internal import PackedFiles
public import PassiveDNS

extension TableReader {
    /// Attacks and what they used: a table with the columns attack, date and indicator (the date may be empty), MISP events,
    /// a STIX 2.1 bundle or OpenIOC; told from the content.
    ///
    /// What is no name or address, such as a file's hash, is passed over.
    public mutating func attacks() throws -> [AttackRecord] {
        var lines = try LineReader(file)
        if let found = try document(&lines, lines.beginning()) { return found }
        while let line = try Self.textLine(&lines, file, &refused) {
            if line.text.trimmed.isEmpty || line.text.hasPrefix("#") { continue }
            if let found = try document(&lines, line.text) { return found }
            return try attackTable(&lines, header: line, needed: ["attack", "indicator"])
        }
        return []
    }

    /// Seeds: all that attacks may be given in (whose dates are kept, and which need no column for the attack), a list of
    /// indicators, one a line, where `#` begins a comment and a date may follow, or running text, of which the defanged
    /// indicators are taken.
    public mutating func seeds() throws -> [(indicator: Indicator, date: Timestamp?)] {
        var lines = try LineReader(file)
        if let found = try document(&lines, lines.beginning()) { return found.map { ($0.indicator, $0.date) } }
        while let line = try Self.textLine(&lines, file, &refused) {
            let text = String(line.text.prefix { $0 != "#" }).trimmed
            if text.isEmpty { continue }
            if let found = try document(&lines, line.text) { return found.map { ($0.indicator, $0.date) } }
            if Array(text.utf8).withUnsafeBytes({ FormatRecognition.namesDelimiter($0) }) { continue }
            if Self.isAttackHeader(line.text) {
                return try attackTable(&lines, header: line, needed: ["indicator"]).map { ($0.indicator, $0.date) }
            }
            return try indicatorText(&lines, first: line)
        }
        return []
    }

    // MARK: - Tables

    private static let attackFields: [ColumnMap.Field] = [
        .init(name: "attack", synonyms: ["incident", "case", "event", "report"]),
        .init(name: "date", synonyms: ["time", "timestamp", "seen", "first_seen", "firstseen", "first"]),
        .init(
            name: "indicator",
            synonyms: [
                "ioc", "value", "domain", "ip", "name", "hostname", "host", "fqdn", "address", "ip_address", "url",
            ]
        ),
    ]

    private static func isAttackHeader(_ line: String) -> Bool {
        let bytes = Array(line.utf8)
        var header = DelimitedLine(delimiter: bytes.withUnsafeBytes { DelimitedLine.delimiter(of: $0) })
        _ = header.split(bytes)
        return (try? ColumnMap(header: header.fields, fields: attackFields))?.has("indicator") ?? false
    }

    private mutating func attackTable(
        _ lines: inout LineReader,
        header: (text: String, number: Int),
        needed: [String]
    ) throws -> [AttackRecord] {
        try records(Self.attackFields, needed: needed, of: &lines, header: header) { value in
            guard !needed.contains("attack") || !value("attack").isEmpty else {
                throw RowWriter.Problem(field: "attack", reason: "is empty")
            }
            return AttackRecord(
                attack: value("attack"),
                date: try Self.time(value("date"), "date"),
                indicator: try Self.indicator(value("indicator"))
            )
        }
    }

    // MARK: - Documents

    /// Larger documents are refused, in bytes.
    private static let largestDocument = 256 << 20

    /// The attacks of a MISP, STIX or OpenIOC file; `nil` where the line begins none of them.
    private mutating func document(_ lines: inout LineReader, _ line: String) throws -> [AttackRecord]? {
        let isXML = line.trimmed.hasPrefix("<")
        guard isXML || Self.beginsJSON(line) else { return nil }
        guard let (bytes, count) = try lines.document(upTo: Self.largestDocument) else {
            throw InputError(
                file: file,
                line: nil,
                reason: "is larger than \(Self.largestDocument >> 20) MiB; split it"
            )
        }
        var collector = AttackCollector(file: file)
        try bytes.withUnsafeBytes { bytes in
            let text = UnsafeRawBufferPointer(rebasing: bytes.prefix(count))
            if isXML {
                try OpenIOCReader.read(text, into: &collector)
            } else {
                try Self.readJSON(text, into: &collector)
            }
        }
        records += collector.records
        refused.append(collector.refused)
        return collector.found
    }

    private static func readJSON(_ text: UnsafeRawBufferPointer, into collector: inout AttackCollector) throws {
        let scanner = JSONScanner()
        do {
            let root = try scanner.scan(text)
            if STIXReader.recognises(root) {
                try STIXReader(root).read(into: &collector)
            } else if !MISPReader().read(root, into: &collector) {
                throw RowWriter.Problem(field: "", reason: "is JSON, but no MISP event and no STIX bundle")
            }
        } catch let error as RowWriter.Problem {
            throw InputError(file: collector.file, line: nil, reason: error.reason)
        }
    }
}
