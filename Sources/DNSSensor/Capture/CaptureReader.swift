internal import PackedFiles

/// Reads the packets of a capture file: pcap or pcapng, in either byte order, plain or packed.
///
/// Both formats are read here and not by libpcap, which refuses a pcapng file whose interfaces differ in link type or
/// snapshot length, as captures on several interfaces have it.
struct CaptureReader: ~Copyable {
    private enum Format {
        case pcap(PcapFormat)
        case pcapng(PcapngFormat)
    }

    private let file: String
    private var buffer: CaptureBuffer
    private var format: Format?
    /// Packets read so far.
    private(set) var packets = 0
    /// Why the file was not read to its end; what came before counts.
    private(set) var damage: InputError?

    /// Opens a capture file.
    ///
    /// - Parameters:
    ///   - file: a path, or `-` for standard input.
    ///   - buffer: its bytes.
    /// - Throws: ``InputError`` where it can't be read, or is no capture.
    init(_ file: String, _ buffer: consuming CaptureBuffer) throws(InputError) {
        format = try Self.recognise(&buffer, file)
        self.buffer = buffer
        self.file = file
    }

    private static func recognise(_ buffer: inout CaptureBuffer, _ file: String) throws(InputError) -> Format {
        if let magic = buffer.peek(4), magic.bigEndian32(at: 0) == PcapngFormat.sectionHeader {
            return .pcapng(PcapngFormat())
        }
        if let header = buffer.peek(PcapFormat.fileHeader), let pcap = PcapFormat(header) {
            _ = buffer.skip(PcapFormat.fileHeader)
            return .pcap(pcap)
        }
        if let damage = buffer.damage { throw damage.adding(ByteSource.nothingTaken) }
        let reason =
            buffer.peek(1) == nil
            ? "is empty: it holds no capture"
            : "is neither pcap, pcapng nor dnstap; editcap of Wireshark converts other captures"
        throw InputError(file: file, line: nil, reason: reason)
    }

    /// The next packet; `nil` at the end, or where the file is damaged.
    mutating func next() -> CapturedPacket? {
        guard damage == nil else { return nil }
        do throws(CaptureDamage) {
            let packet: CapturedPacket?
            switch format {
            case .pcap(var pcap):
                defer { format = .pcap(pcap) }
                packet = try pcap.next(&buffer)
            case .pcapng(var pcapng):
                format = nil  // Moves the interfaces instead of copying them.
                defer { format = .pcapng(pcapng) }
                packet = try pcapng.next(&buffer)
            case nil: packet = nil
            }
            if packet != nil { packets &+= 1 }
            return packet
        } catch {
            let reason = "packet \(packets + 1): \(error.reason); the \(packets) packets before it count"
            damage =
                buffer.damage?.adding("the \(packets) packets before it count")
                ?? InputError(file: file, line: nil, reason: reason)
            return nil
        }
    }
}

/// What makes the rest of a capture file unreadable.
struct CaptureDamage: Error {
    var reason: String
}

/// Reads numbers of either byte order.
struct FieldOrder {
    var isSwapped: Bool

    func number16(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> UInt16 {
        isSwapped ? bytes.bigEndian16(at: offset).byteSwapped : bytes.bigEndian16(at: offset)
    }

    func number32(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> UInt32 {
        isSwapped ? bytes.bigEndian32(at: offset).byteSwapped : bytes.bigEndian32(at: offset)
    }

    func number64(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> UInt64 {
        isSwapped ? bytes.bigEndian64(at: offset).byteSwapped : bytes.bigEndian64(at: offset)
    }
}
