internal import CRecordScanner
internal import PackedFiles

/// A file that is one JSON array, or JSON objects over several lines: each object is read as one line is.
extension LineReader {
    /// Where the reader is in JSON: outside of all objects, or inside one.
    struct Nesting {
        var depth = 0
        var isInText = false
        var isEscaped = false

        /// Takes a byte; `true` where it ends an object.
        mutating func take(_ byte: UInt8) -> Bool {
            if isInText {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isInText = false
                }
                return false
            }
            switch byte {
            case UInt8(ascii: "\""): isInText = true
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                return depth <= 0
            default: break
            }
            return false
        }
    }

    /// The next object of the array or sequence.
    mutating func nextElement() throws(InputError) -> Step {
        number += lineEnds
        lineEnds = 0
        guard try skipToElement() else { return .end }
        var nesting = Nesting()
        var at = from
        var isTooLong = false
        while true {
            while at < to {
                let byte = buffer[at]
                at += 1
                if byte == UInt8(ascii: "\n") { lineEnds += 1 }
                guard nesting.take(byte) || (nesting.depth == 0 && !nesting.isInText && isBoundary(at)) else {
                    continue
                }
                let element = UnsafeRawBufferPointer(rebasing: buffer[from..<at])
                from = at
                return isTooLong ? .tooLong : .line(element)
            }
            if at - from > Self.longestLine {
                isTooLong = true
                from = at
            }
            guard try fill(&at) else {
                let rest = UnsafeRawBufferPointer(rebasing: buffer[from..<to])
                from = to
                return isTooLong ? .tooLong : .line(rest)
            }
        }
    }

    /// The file from the line that was read last to its end, for a document that has to be held whole.
    ///
    /// - Returns: its bytes with the padding that a scanner needs, and how many they are without it; `nil` where they are
    ///   more than `most`.
    mutating func document(upTo most: Int) throws(InputError) -> (bytes: [UInt8], count: Int)? {
        readElements()
        var bytes: [UInt8] = []
        while true {
            bytes.append(contentsOf: buffer[from..<to])
            guard bytes.count <= most else { return nil }
            from = to
            var at = to
            guard try fill(&at) else { break }
        }
        let count = bytes.count
        bytes.append(contentsOf: repeatElement(0, count: Int(json_padding)))
        return (bytes, count)
    }

    /// Whether a value that is no object ends before this place.
    private func isBoundary(_ place: Int) -> Bool {
        guard place < to else { return false }
        return Self.isBetween(buffer[place])
    }

    /// Moves to the next byte that is no space, comma or bracket of the outer array; `false` at the end.
    private mutating func skipToElement() throws(InputError) -> Bool {
        while true {
            while from < to, Self.isBetween(buffer[from]) {
                if buffer[from] == UInt8(ascii: "\n") { number += 1 }
                from += 1
            }
            if from < to { return true }
            var at = from
            guard try fill(&at) else { return false }
        }
    }

    private static func isBetween(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"), UInt8(ascii: ","),
            UInt8(ascii: "["), UInt8(ascii: "]"):
            true
        default: false
        }
    }
}
