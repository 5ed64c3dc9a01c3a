internal import CRecordScanner
internal import PackedFiles

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// The lines of a file, one after another, without ever holding one that is too long.
struct LineReader: ~Copyable {
    /// Longer lines are passed over, in bytes.
    static let longestLine = 1 << 20

    /// What comes next.
    enum Step {
        /// A line, without its end; the bytes are valid until the next step.
        case line(UnsafeRawBufferPointer)
        /// A line that is longer than ``longestLine``; it is gone.
        case tooLong
        /// The end.
        case end
    }

    private var source: ByteSource
    private let digest = ContentDigest()
    let buffer: UnsafeMutableRawBufferPointer
    var from = 0
    var to = 0
    private var isFirst = true
    /// The number of the line that was read last, from 1; of an element, the line on which it begins.
    var number = 0
    /// Whether the file is read object by object, and not line by line.
    private(set) var readsElements = false
    /// Line ends inside the element that was read last.
    var lineEnds = 0
    private var lineStart = 0

    private static let chunk = 1 << 20

    init(_ file: String) throws(InputError) {
        source = try ByteSource(file)
        buffer = .allocate(
            byteCount: Self.longestLine + Self.chunk + Int(json_padding) + 16,
            alignment: 16
        )
    }

    deinit {
        digest.settle()
        buffer.deallocate()
    }

    var bytesRead: Int64 { source.bytesRead }
    var bytesInAll: Int64? { source.bytesInAll }

    /// The next line.
    mutating func next() throws(InputError) -> Step {
        if readsElements { return try nextElement() }
        var searched = from
        while true {
            if let end = newline(from: searched) {
                let line = trimmed(from..<end)
                from = end + 1
                number += 1
                return .line(line)
            }
            searched = to
            if to - from > Self.longestLine { return try passOver() }
            if try !fill(&searched) {
                guard to > from else { return .end }
                let line = trimmed(from..<to)
                from = to
                number += 1
                return .line(line)
            }
        }
    }

    /// The first few hundred bytes of the file, of which nothing was read yet, for its kind to be told.
    mutating func beginning() throws(InputError) -> String {
        var searched = to
        while to < 256, try fill(&searched) {}
        if buffer[from..<to].starts(with: [0xef, 0xbb, 0xbf]) {
            isFirst = false
            from = 3
            lineStart = 3
        }
        return String(decoding: buffer[from..<min(to, from + 256)], as: UTF8.self)
    }

    /// Goes back to the beginning of the line that was read last, and reads JSON objects from there on.
    mutating func readElements() {
        readsElements = true
        from = lineStart
    }

    /// The digest of everything read; the reader is at its end.
    func finish() -> String {
        digest.finish()
    }

    private func newline(from start: Int) -> Int? {
        guard start < to, let base = buffer.baseAddress,
            let found = memchr(base + start, Int32(UInt8(ascii: "\n")), to - start)
        else { return nil }
        return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }

    private mutating func trimmed(_ range: Range<Int>) -> UnsafeRawBufferPointer {
        var range = range
        if range.last.map({ buffer[$0] == UInt8(ascii: "\r") }) == true { range = range.dropLast() }
        if isFirst {
            isFirst = false
            if range.count >= 3, buffer[range.lowerBound] == 0xef, buffer[range.lowerBound + 1] == 0xbb,
                buffer[range.lowerBound + 2] == 0xbf
            {
                range = range.dropFirst(3)
            }
        }
        lineStart = range.lowerBound
        return UnsafeRawBufferPointer(rebasing: buffer[range])
    }

    /// Moves what is left to the front and reads more behind it.
    mutating func fill(_ searched: inout Int) throws(InputError) -> Bool {
        digest.settle()
        if from > 0 {
            if let base = buffer.baseAddress { memmove(base, base + from, to - from) }
            searched -= from
            to -= from
            from = 0
        }
        let room = UnsafeMutableRawBufferPointer(rebasing: buffer[to..<(to + Self.chunk)])
        let count = try source.read(into: room)
        guard count > 0 else { return false }
        digest.begin(UnsafeRawBufferPointer(rebasing: room.prefix(count)))
        to += count
        return true
    }

    /// Drops the rest of a line that is too long.
    private mutating func passOver() throws(InputError) -> Step {
        number += 1
        isFirst = false
        while true {
            if let end = newline(from: from) {
                from = end + 1
                return .tooLong
            }
            from = to
            var searched = to
            if try !fill(&searched) { return .tooLong }
        }
    }
}
