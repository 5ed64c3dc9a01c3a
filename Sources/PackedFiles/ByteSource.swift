internal import CArchive

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// The bytes of a file or of standard input, unpacked where they are gzip, bzip2, xz or zstd.
///
/// The packing is told from the content. A file that is cut off or damaged is an error.
public struct ByteSource: ~Copyable {
    private let archive: OpaquePointer
    private let file: String
    private let consequence: String?
    private var isAtEnd: Bool

    /// The file's size on disk; `nil` where it is no regular file.
    public let bytesInAll: Int64?

    /// Opens a file.
    ///
    /// - Parameters:
    ///   - file: a path, or `-` for standard input.
    ///   - consequence: what errors say became of a file that is cut off or damaged; `nil` where the caller says it.
    /// - Throws: ``InputError`` where it can't be opened, or its packing is damaged from the start.
    public init(_ file: String, ifCut consequence: String? = nothingTaken) throws(InputError) {
        let size = try Self.size(of: file)
        guard let archive = archive_read_new() else {
            throw InputError(file: file, line: nil, reason: "out of memory")
        }
        archive_read_support_filter_gzip(archive)
        archive_read_support_filter_bzip2(archive)
        archive_read_support_filter_xz(archive)
        archive_read_support_filter_zstd(archive)
        archive_read_support_format_raw(archive)
        archive_read_support_format_empty(archive)
        var status =
            file == "-" ? archive_read_open_fd(archive, 0, 1 << 16) : archive_read_open_filename(archive, file, 1 << 16)
        var entry: OpaquePointer?
        if status == ARCHIVE_OK { status = archive_read_next_header(archive, &entry) }
        guard status == ARCHIVE_OK || status == ARCHIVE_EOF else {
            let problem = Self.problem(archive, file, Self.nothingTaken)
            archive_read_free(archive)
            throw problem
        }
        self.archive = archive
        self.file = file
        self.consequence = consequence
        bytesInAll = size
        isAtEnd = status == ARCHIVE_EOF
    }

    deinit {
        archive_read_free(archive)
    }

    /// Puts the next bytes into a buffer, as many as fit.
    ///
    /// - Returns: how many bytes were put there; 0 at the end.
    /// - Throws: ``InputError`` where the file is cut off or damaged.
    public mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
        guard !isAtEnd else { return 0 }
        let count = archive_read_data(archive, buffer.baseAddress, buffer.count)
        guard count >= 0 else { throw Self.problem(archive, file, consequence) }
        if count == 0 { isAtEnd = true }
        return count
    }

    /// Bytes taken from the file so far.
    public var bytesRead: Int64 {
        archive_filter_bytes(archive, -1)
    }

    private static func size(of file: String) throws(InputError) -> Int64? {
        guard file != "-" else { return nil }
        var status = stat()
        guard stat(file, &status) == 0 else {
            throw InputError(file: file, line: nil, reason: "can't be read: \(String(cString: strerror(errno)))")
        }
        if status.st_mode & S_IFMT == S_IFDIR {
            throw InputError(file: file, line: nil, reason: "is a folder; name the files in it")
        }
        return status.st_mode & S_IFMT == S_IFREG ? Int64(status.st_size) : nil
    }

    /// What became of a file that can't be read from the start.
    public static let nothingTaken = "nothing of it was taken"

    private static func problem(_ archive: OpaquePointer, _ file: String, _ consequence: String?) -> InputError {
        let told = archive_error_string(archive).map { String(cString: $0) } ?? "unknown error"
        let problem = InputError(file: file, line: nil, reason: "can't be read to its end (\(told))")
        return consequence.map { problem.adding($0) } ?? problem
    }
}
