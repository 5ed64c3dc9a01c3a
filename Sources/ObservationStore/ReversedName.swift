/// Names with their labels from the last to the first, so that in the order of bytes those of one domain follow each other.
///
/// Each label ends with a zero byte, which sorts before all that a label holds; canonical names hold no dot but between labels.
enum ReversedName {
    /// Appends the reversed form of a canonical name to bytes.
    static func append(_ name: UnsafeRawBufferPointer, to bytes: inout [UInt8]) {
        var end = name.count
        while true {
            var start = end
            while start > 0, name[start - 1] != UInt8(ascii: ".") { start -= 1 }
            bytes.append(contentsOf: name[start..<end])
            bytes.append(0)
            if start == 0 { return }
            end = start - 1
        }
    }

    /// The canonical name of a reversed form.
    static func name(_ reversed: UnsafeRawBufferPointer) -> String {
        guard !reversed.isEmpty else { return "" }
        return String(unsafeUninitializedCapacity: reversed.count) { name in
            var count = 0
            var end = reversed.count - 1
            while true {
                var start = end
                while start > 0, reversed[start - 1] != 0 { start -= 1 }
                for byte in reversed[start..<end] {
                    name[count] = byte
                    count += 1
                }
                if start == 0 { return count }
                name[count] = UInt8(ascii: ".")
                count += 1
                end = start - 1
            }
        }
    }
}
