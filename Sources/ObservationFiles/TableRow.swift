public import PassiveDNS

/// One line of a table without a header, whose columns have fixed names.
///
/// A field that makes no sense throws; the line is then refused with the field's name and the reason.
public struct TableRow {
    let fields: [Substring]
    let columns: [String]

    /// The text of a column.
    public func text(_ column: String) throws -> String {
        let text = columns.firstIndex(of: column).map { String(String(fields[$0]).trimmed) } ?? ""
        guard !text.isEmpty else { throw RowWriter.Problem(field: column, reason: "is empty") }
        return text
    }

    /// The domain name in a column.
    public func name(_ column: String) throws -> DomainName {
        do {
            return try DomainName(try text(column))
        } catch let error as DomainNameError {
            throw RowWriter.Problem(field: column, reason: "\(error)")
        }
    }

    /// The address in a column.
    public func address(_ column: String) throws -> IPAddress {
        guard let address = IPAddress(try text(column)) else {
            throw RowWriter.Problem(field: column, reason: "is no address")
        }
        return address
    }

    /// The time between two columns, both included.
    public func period(_ first: String, _ last: String) throws -> Period {
        guard let begin = Timestamp(try text(first)) else {
            throw RowWriter.Problem(field: first, reason: "is no time")
        }
        guard let end = Timestamp(try text(last)) else { throw RowWriter.Problem(field: last, reason: "is no time") }
        guard begin <= end else { throw RowWriter.Problem(field: last, reason: "lies before the \(first)") }
        return Period(first: begin, last: end)
    }

    /// The yes (1) or no (0) in a column.
    public func flag(_ column: String) throws -> Bool {
        switch try text(column) {
        case "1": true
        case "0": false
        default: throw RowWriter.Problem(field: column, reason: "is neither 0 nor 1")
        }
    }
}

extension TableReader {
    /// A table of columns, separated by tabs or else commas, without a header, or with one that names just these columns.
    ///
    /// - Parameters:
    ///   - columns: the names of the columns; further ones are passed over.
    ///   - make: makes a record of a line.
    /// - Returns: the records in the order of the lines; refused lines are in ``rejects``.
    /// - Throws: ``InputError`` where the file can't be read.
    public mutating func rows<Record>(
        columns: [String],
        _ make: (TableRow) throws -> Record
    ) throws -> [Record] {
        var found: [Record] = []
        var lines = try LineReader(file)
        while let (text, number) = try Self.textLine(&lines, file, &refused) {
            let fields = text.split(
                separator: text.contains("\t") ? "\t" : ",",
                omittingEmptySubsequences: false
            )
            if text.trimmed.isEmpty || text.hasPrefix("#") { continue }
            if number == 1, fields.map({ String($0).trimmed.lowercased() }).starts(with: columns) { continue }
            records += 1
            do {
                guard fields.count >= columns.count else {
                    throw RowWriter.Problem(
                        field: columns[fields.count],
                        reason: "is missing; expected \(columns.joined(separator: ", "))"
                    )
                }
                found.append(try make(TableRow(fields: fields, columns: columns)))
            } catch {
                refuse(number, error, text)
            }
        }
        return found
    }
}
