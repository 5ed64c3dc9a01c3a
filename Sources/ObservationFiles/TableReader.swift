internal import PackedFiles
public import PassiveDNS
internal import PublicSuffix

/// Reads the small tables that go with passive DNS: registrations, attacks, seeds and pairs.
///
/// All may be packed as observations may; lines that make no sense are refused with their number and reason.
public struct TableReader {
    let file: String
    /// The lines that were refused.
    var refused = RejectList()
    /// The first lines that were refused, at most five.
    public var rejects: [Reject] { refused.first }
    /// How many lines were refused.
    public var rejected: Int { refused.count }
    /// When a registration can have been made at the latest.
    var latest = Timestamp(seconds: .max)
    /// Records read, header and blank lines left out.
    public internal(set) var records = 0

    /// Makes a reader for a path, or `-` for standard input.
    public init(file: String) {
        self.file = file
    }

    /// Pairs of names, or of a name and an address: two columns, tab- or comma-separated, quoted or not, with or without a header `a,b`.
    public mutating func pairs() throws -> [(Indicator, Indicator)] {
        var found: [(Indicator, Indicator)] = []
        var lines = try LineReader(file)
        while true {
            guard let (text, number) = try Self.textLine(&lines, file, &refused) else { break }
            let parts = text.split { "\t,; \"".contains($0) }.map { String(String($0).trimmed) }.filter { !$0.isEmpty }
            if parts.isEmpty || parts[0].hasPrefix("#") || (number == 1 && parts == ["a", "b"]) { continue }
            records += 1
            do {
                guard parts.count >= 2 else {
                    throw RowWriter.Problem(field: "", reason: "holds fewer than two columns")
                }
                found.append((try Self.indicator(parts[0]), try Self.indicator(parts[1])))
            } catch {
                refuse(number, error, text)
            }
        }
        return found
    }

    // MARK: - Lines

    /// Reads the rest of a file as a table, whose header was read already.
    mutating func records<Record>(
        _ fields: [ColumnMap.Field],
        needed: [String],
        of lines: inout LineReader,
        header: (text: String, number: Int),
        _ make: ((String) -> String) throws -> Record
    ) throws -> [Record] {
        var found: [Record] = []
        var columns: ColumnMap?
        var line = DelimitedLine(delimiter: UInt8(ascii: ","))
        var open: [Line] = []
        // Lines to be read again, each alone.
        var again: [Line] = []
        var first: Line? = header
        while true {
            let isAgain = !again.isEmpty
            guard let next = try isAgain ? again.removeFirst() : first ?? Self.textLine(&lines, file, &refused) else {
                if open.isEmpty { break }
                again = refuseUnclosed(&open)
                continue
            }
            first = nil
            if open.isEmpty, next.text.trimmed.isEmpty || next.text.hasPrefix("#") { continue }
            guard let map = columns else {
                if Array(next.text.utf8).withUnsafeBytes({ FormatRecognition.namesDelimiter($0) }) { continue }
                columns = try columnMap(fields, needed: needed, header: next, &line)
                continue
            }
            let isFirst = open.isEmpty
            open.append(next)
            if !isFirst, open.count < OpenRecord.mostLines, !next.text.utf8.contains(UInt8(ascii: "\"")) { continue }
            guard line.split(Array(open.map(\.text).joined(separator: "\n").utf8)) else {
                let isTooLong = open.count >= OpenRecord.mostLines || next.text.utf8.count > Self.longestOpenLine
                if isAgain || isTooLong { again = refuseUnclosed(&open) + again }
                continue
            }
            let record = open
            open = []
            records += 1
            do {
                found.append(try make { String(decoding: map.value($0, line.fields), as: UTF8.self) })
            } catch {
                refuse(record[0].number, error, record[0].text)
                again = record.dropFirst() + again
            }
        }
        return found
    }

    /// A line and its number.
    typealias Line = (text: String, number: Int)

    /// A longer line begins no record of several lines, in bytes.
    private static let longestOpenLine = 1 << 16

    private func columnMap(
        _ fields: [ColumnMap.Field],
        needed: [String],
        header: Line,
        _ line: inout DelimitedLine
    ) throws -> ColumnMap {
        line = DelimitedLine(delimiter: Array(header.text.utf8).withUnsafeBytes { DelimitedLine.delimiter(of: $0) })
        _ = line.split(Array(header.text.utf8))
        let map = try ColumnMap(header: line.fields, fields: fields)
        let missing = needed.filter { !map.has($0) }
        guard missing.isEmpty else {
            throw InputError(
                file: file,
                line: header.number,
                reason:
                    "no column \(missing.joined(separator: ", ")) in the header; expected \(fields.map(\.name).joined(separator: ","))"
            )
        }
        return map
    }

    /// Refuses the first line of an open record, and returns the others.
    private mutating func refuseUnclosed(_ open: inout [Line]) -> [Line] {
        records += 1
        let problem = RowWriter.Problem(
            field: "",
            reason: "opens a quote that is not closed within \(counted(open.count, "line"))"
        )
        refuse(open[0].number, problem, open[0].text)
        defer { open = [] }
        return Array(open.dropFirst())
    }

    static func textLine(
        _ lines: inout LineReader,
        _ file: String,
        _ refused: inout RejectList
    ) throws -> (text: String, number: Int)? {
        while true {
            switch try lines.next() {
            case .end: return nil
            case .line(let bytes):
                if lines.number == 1 {
                    do throws(RowWriter.Problem) {
                        try FormatRecognition.checkText(bytes, isMarkupRead: true)
                    } catch {
                        throw InputError(file: file, line: 1, reason: error.reason)
                    }
                }
                return (String(decoding: bytes, as: UTF8.self), lines.number)
            case .tooLong:
                refused.append(
                    Reject(file: file, line: lines.number, field: "", reason: "is too long", text: "")
                )
            }
        }
    }

    mutating func refuse(_ line: Int, _ error: any Error, _ text: String) {
        let reject = reject(line, error, text)
        refused.append(reject)
    }

    func reject(_ line: Int, _ error: any Error, _ text: String) -> Reject {
        let problem = error as? RowWriter.Problem
        return Reject(
            file: file,
            line: line,
            field: problem?.field ?? "",
            reason: problem?.reason ?? "\(error)",
            text: String(text.prefix(1_000))
        )
    }

    // MARK: - Fields

    /// An address, a block of addresses, or the name of a host.
    static func indicator(_ text: String) throws -> Indicator {
        do {
            let indicator = try Indicator(InternationalName.ascii(text) ?? text)
            if case .name(let name) = indicator, !DomainName.isHostName(name.text.utf8) {
                throw RowWriter.Problem(field: "indicator", reason: "is neither a name nor an address")
            }
            return indicator
        } catch let error as DomainNameError {
            throw RowWriter.Problem(field: "indicator", reason: "is neither a name nor an address: \(error)")
        }
    }

    /// The name of a domain, as a table may have it.
    static func domain(_ text: String, _ field: String) throws -> DomainName {
        guard case .name(let name)? = try? indicator(text) else {
            throw RowWriter.Problem(field: field, reason: "is no name of a domain")
        }
        return name
    }

    static func name(_ text: String, _ field: String) throws -> DomainName {
        do {
            return try DomainName(text)
        } catch {
            throw RowWriter.Problem(field: field, reason: "\(error)")
        }
    }

    /// A time as programs or registries write it; `nil` where nothing is written.
    static func time(_ text: String, _ field: String) throws -> Timestamp? {
        if text.isEmpty { return nil }
        guard let time = Timestamp(text) ?? WhoisDate.read(text, order: nil)?.time else {
            throw RowWriter.Problem(field: field, reason: "is no time")
        }
        return time
    }
}
