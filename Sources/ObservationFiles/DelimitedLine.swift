/// One record of a delimited text (CSV after RFC 4180, or tab-separated).
struct DelimitedLine {
    let delimiter: UInt8
    private(set) var fields: [[UInt8]] = []

    init(delimiter: UInt8) {
        self.delimiter = delimiter
    }

    /// Guesses the delimiter of a header: the one of tab, comma, semicolon and bar that stands most often.
    static func delimiter(of header: UnsafeRawBufferPointer) -> UInt8 {
        let candidates = [UInt8(ascii: ","), UInt8(ascii: "\t"), UInt8(ascii: ";"), UInt8(ascii: "|")]
        var best = (count: 0, delimiter: candidates[0])
        for candidate in candidates {
            let count = header.count { $0 == candidate }
            if count > best.count { best = (count, candidate) }
        }
        return best.delimiter
    }

    /// Splits a line into ``fields``; `false` where a quoted field does not end on it.
    ///
    /// Quotes count only where they open a field, and in tab-separated text only where they also close it on this line.
    mutating func split(_ line: some RandomAccessCollection<UInt8>) -> Bool {
        fields.removeAll(keepingCapacity: true)
        var field: [UInt8] = []
        var at = line.startIndex
        let quote = UInt8(ascii: "\"")
        while true {
            field.removeAll(keepingCapacity: true)
            if at < line.endIndex, line[at] == quote, delimiter != UInt8(ascii: "\t") {
                at = line.index(after: at)
                var isClosed = false
                while at < line.endIndex {
                    let byte = line[at]
                    at = line.index(after: at)
                    if byte == quote {
                        guard at < line.endIndex, line[at] == quote else {
                            isClosed = true
                            break
                        }
                        at = line.index(after: at)
                    }
                    field.append(byte)
                }
                guard isClosed else { return false }
            }
            while at < line.endIndex, line[at] != delimiter {
                field.append(line[at])
                at = line.index(after: at)
            }
            fields.append(field)
            guard at < line.endIndex else { return true }
            at = line.index(after: at)
        }
    }
}
