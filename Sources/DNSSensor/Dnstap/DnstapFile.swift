internal import PackedFiles

/// Reads the frames of a dnstap file.
struct DnstapFile: ~Copyable {
    private let file: String
    private var buffer: CaptureBuffer
    private var stream = FrameStream()
    /// Frames handed on so far.
    private var frames = 0
    /// Why the file was not read to its end; what came before counts.
    private(set) var damage: InputError?

    /// Reads so many bytes at a time.
    private static let chunk = 64 << 10

    /// Whether a file begins as Frame Streams do: with a control frame.
    static func isRecognised(_ buffer: inout CaptureBuffer) -> Bool {
        guard let beginning = buffer.peek(8) else { return false }
        return beginning.bigEndian32(at: 0) == 0 && (4...512).contains(beginning.bigEndian32(at: 4))
    }

    init(_ file: String, _ buffer: consuming CaptureBuffer) {
        self.file = file
        self.buffer = buffer
    }

    /// Frames that were passed over because they are too long.
    var tooLong: Int { stream.tooLong }

    /// Reads on and hands on each frame; `false` at the end, or where the file is damaged.
    ///
    /// - Throws: ``InputError`` where the file is no dnstap.
    mutating func next(_ frame: (UnsafeRawBufferPointer) -> Void) throws(InputError) -> Bool {
        guard damage == nil else { return false }
        guard let octets = buffer.peekSome(Self.chunk) else {
            if let packing = buffer.damage {
                damage = packing.adding(whatCounts)
            } else if !stream.isStopped || stream.isMidFrame {
                damage = error("ends in the middle; \(whatCounts)")
            }
            return false
        }
        do throws(FrameStreamError) {
            _ = try stream.take(octets) {
                frames &+= 1
                frame($0)
            }
        } catch {
            guard !stream.isBeginning else { throw self.error(error.description) }
            damage = self.error("frame \(frames + 1): \(error.description); \(whatCounts)")
            return true
        }
        return buffer.skip(octets.count)
    }

    private var whatCounts: String { "the \(frames) frames before it count" }

    private func error(_ reason: String) -> InputError {
        InputError(file: file, line: nil, reason: reason)
    }
}

extension CaptureBuffer {
    /// The next bytes, at most so many and at least one; `nil` at the end.
    mutating func peekSome(_ most: Int) -> UnsafeRawBufferPointer? {
        var count = most
        while count > 0 {
            if let bytes = peek(count) { return bytes }
            count /= 2
        }
        return nil
    }
}
