internal import PassiveDNS
internal import PublicSuffix

/// Memory for one name in canonical form at a time.
struct CanonicalName {
    private final class Room {
        /// Each of a name's octets takes at most four to write.
        let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: 4 * 254, alignment: 8)

        deinit {
            bytes.deallocate()
        }
    }

    private let room = Room()
    private var count = 0
    /// For names of other octets than letters, digits, `-` and `_`, of which there are few.
    private var escaped: [UInt8] = []

    /// The canonical form of the name that was read last; valid until the next one is read.
    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: room.bytes[..<count]) }

    /// Reads a name in presentation form, and returns why it is none.
    mutating func read(_ name: UnsafeRawBufferPointer) -> DomainNameError? {
        if let plain = DomainName.writePlain(name, to: room.bytes) {
            count = plain
            return nil
        }
        if let problem = DomainName.canonicalize(name, into: &escaped) { return problem }
        escaped.withUnsafeBytes { room.bytes.copyMemory(from: $0) }
        count = escaped.count
        return nil
    }

    /// Reads a name of a field, which may be an international one.
    mutating func read(_ name: UnsafeRawBufferPointer, field: String) throws(RowWriter.Problem) {
        var problem = read(name)
        if problem == .notASCII {
            guard let text = String(validating: name, as: UTF8.self) else {
                throw RowWriter.Problem(field: field, reason: "is not valid UTF-8")
            }
            guard let ascii = InternationalName.ascii(text) else {
                throw RowWriter.Problem(field: field, reason: "holds characters that IDNA forbids in a name")
            }
            problem = Array(ascii.utf8).withUnsafeBytes { read($0) }
        }
        if let problem { throw RowWriter.Problem(field: field, reason: problem.description) }
    }
}
