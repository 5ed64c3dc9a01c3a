/// Turns the escapes of Zeek's logs into those of the DNS's presentation form (RFC 1035 section 5.1).
///
/// Zeek writes an octet that it won't show as `\x` and two hexadecimal digits; the DNS knows `\` and three decimal ones,
/// which are just as long.
struct ZeekEscapes {
    private var rewritten: [UInt8] = []

    /// Calls `body` with the line, rewritten where it holds such an escape, and with readable padding behind it.
    ///
    /// In JSON, a backslash is written twice.
    mutating func withPlain<Result>(
        _ line: UnsafeRawBufferPointer,
        isJSON: Bool,
        padding: Int,
        _ body: (UnsafeRawBufferPointer) throws(RowWriter.Problem) -> Result
    ) throws(RowWriter.Problem) -> Result {
        guard let first = line.firstIndex(of: backslash, from: 0), rewrite(line, from: first, isJSON ? 2 : 1) else {
            return try body(line)
        }
        let count = rewritten.count
        rewritten.append(contentsOf: repeatElement(0, count: padding))
        var outcome: Swift.Result<Result, RowWriter.Problem>?
        rewritten.withUnsafeBytes { bytes in
            let line = UnsafeRawBufferPointer(rebasing: bytes.prefix(count))
            do throws(RowWriter.Problem) { outcome = .success(try body(line)) } catch { outcome = .failure(error) }
        }
        guard let outcome else { return try body(line) }
        return try outcome.get()
    }

    /// Rewrites the line into the buffer; `false` where nothing has to be.
    private mutating func rewrite(_ line: UnsafeRawBufferPointer, from first: Int, _ width: Int) -> Bool {
        rewritten.removeAll(keepingCapacity: true)
        rewritten.append(contentsOf: line)
        var at = first
        var isChanged = false
        while let found = line.firstIndex(of: backslash, from: at) {
            let next = found + width
            // In JSON, one backslash alone escapes what follows, and two are one of the text.
            guard next < line.count, width == 1 || line[found + 1] == backslash else {
                at = found + 2
                continue
            }
            guard line[next] == UInt8(ascii: "x"), next + 2 < line.count, let high = hexadecimal(line[next + 1]),
                let low = hexadecimal(line[next + 2])
            else {
                at = line[next] == backslash ? next + width : next
                continue
            }
            let octet = high << 4 | low
            rewritten[next] = UInt8(ascii: "0") + octet / 100
            rewritten[next + 1] = UInt8(ascii: "0") + octet / 10 % 10
            rewritten[next + 2] = UInt8(ascii: "0") + octet % 10
            isChanged = true
            at = next + 3
        }
        return isChanged
    }

    private func hexadecimal(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}

private let backslash = UInt8(ascii: "\\")
