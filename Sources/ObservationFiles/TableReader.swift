internal import PackedFiles
public import PassiveDNS

/// Reads the small tables that go with passive DNS: registrations, attacks, seeds and pairs.
///
/// All may be packed as observations may; lines that make no sense are refused with their number and reason.
public struct TableReader {
    let file: String
    /// The lines that were refused.
    public internal(set) var rejects: [Reject] = []
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
            guard let (text, number) = try Self.textLine(&lines, file, &rejects) else { break }
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
        var first: (text: String, number: Int)? = header
        var columns: ColumnMap?
        var line = DelimitedLine(delimiter: UInt8(ascii: ","))
        var open: (text: String, number: Int, lines: Int)?
        while true {
            guard let (next, nextNumber) = try first ?? Self.textLine(&lines, file, &rejects) else { break }
            first = nil
            let text = open.map { $0.text + "\n" + next } ?? next
            let number = open?.number ?? nextNumber
            if text.trimmed.isEmpty || text.hasPrefix("#") { continue }
            guard let map = columns else {
                line = DelimitedLine(delimiter: Array(text.utf8).withUnsafeBytes { DelimitedLine.delimiter(of: $0) })
                _ = line.split(Array(text.utf8))
                let map = try ColumnMap(header: line.fields, fields: fields)
                let missing = needed.filter { !map.has($0) }
                guard missing.isEmpty else {
                    throw InputError(
                        file: file,
                        line: number,
                        reason:
                            "no column \(missing.joined(separator: ", ")) in the header; expected \(fields.map(\.name).joined(separator: ","))"
                    )
                }
                columns = map
                continue
            }
            guard line.split(Array(text.utf8)) else {
                open = (text, number, (open?.lines ?? 0) + 1)
                if open?.lines == Self.mostLinesOfRecord { refuseUnclosed(&open) }
                continue
            }
            open = nil
            records += 1
            do {
                found.append(try make { String(decoding: map.value($0, line.fields), as: UTF8.self) })
            } catch {
                refuse(number, error, text)
            }
        }
        refuseUnclosed(&open)
        return found
    }

    /// A quoted field may hold this many lines; more mean that a quote is missing.
    private static let mostLinesOfRecord = 32

    private mutating func refuseUnclosed(_ open: inout (text: String, number: Int, lines: Int)?) {
        guard let begun = open else { return }
        records += 1
        let problem = RowWriter.Problem(
            field: "",
            reason: "opens a quote that is not closed within \(counted(begun.lines, "line")); all of them are left out"
        )
        refuse(begun.number, problem, begun.text)
        open = nil
    }

    static func textLine(
        _ lines: inout LineReader,
        _ file: String,
        _ rejects: inout [Reject]
    ) throws -> (text: String, number: Int)? {
        while true {
            switch try lines.next() {
            case .end: return nil
            case .line(let bytes): return (String(decoding: bytes, as: UTF8.self), lines.number)
            case .tooLong:
                rejects.append(
                    Reject(file: file, line: lines.number, field: "", reason: "is too long", text: "")
                )
            }
        }
    }

    mutating func refuse(_ line: Int, _ error: any Error, _ text: String) {
        let problem = error as? RowWriter.Problem
        rejects.append(
            Reject(
                file: file,
                line: line,
                field: problem?.field ?? "",
                reason: problem?.reason ?? "\(error)",
                text: String(text.prefix(1_000))
            )
        )
    }

    // MARK: - Fields

    static func indicator(_ text: String) throws -> Indicator {
        do {
            return try Indicator(text)
        } catch {
            throw RowWriter.Problem(field: "indicator", reason: "is neither a name nor an address: \(error)")
        }
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
