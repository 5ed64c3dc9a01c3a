/// The fragments of one datagram, as far as they came.
struct FragmentedDatagram {
    /// More fragments than this are no honest datagram.
    static let mostFragments = 64
    /// The largest payload of an IP packet, in bytes.
    static let largest = 65_535

    /// What another fragment did.
    enum Step {
        /// Others are missing.
        case waits
        /// It was the last one missing.
        case isComplete
        /// It contradicts others, or there are too many: no datagram will come of them.
        case isHopeless
    }

    private struct Piece {
        /// Where it belongs in the datagram.
        var range: Range<Int>
        /// Where it is in ``received``.
        var start: Int
    }

    private var pieces: [Piece] = []
    private var received: [UInt8] = []
    private var length: Int?

    /// The bytes held.
    var size: Int { received.count }

    /// Takes a fragment.
    ///
    /// The same fragment once more is passed over; one that overlaps others otherwise ends the datagram (RFC 5722).
    mutating func add(_ bytes: UnsafeRawBufferPointer, at offset: Int, isLast: Bool) -> Step {
        let range = offset..<offset &+ bytes.count
        guard !range.isEmpty, range.upperBound <= Self.largest, isLast || bytes.count & 7 == 0 else {
            return .isHopeless
        }
        if let piece = pieces.first(where: { $0.range.overlaps(range) }) {
            let isSame =
                piece.range == range
                && received[piece.start..<piece.start &+ range.count].elementsEqual(bytes)
            return isSame ? .waits : .isHopeless
        }
        if isLast {
            guard length == nil else { return .isHopeless }
            length = range.upperBound
        }
        guard pieces.count < Self.mostFragments else { return .isHopeless }
        pieces.append(Piece(range: range, start: received.count))
        received.append(contentsOf: bytes)
        guard let length else { return .waits }
        guard pieces.allSatisfy({ $0.range.upperBound <= length }) else { return .isHopeless }
        return received.count == length ? .isComplete : .waits
    }

    /// The datagram, of which all fragments came.
    func assembled() -> [UInt8] {
        var datagram: [UInt8] = []
        datagram.reserveCapacity(received.count)
        for piece in pieces.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
            datagram.append(contentsOf: received[piece.start..<piece.start &+ piece.range.count])
        }
        return datagram
    }
}
