#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif
internal import Foundation
internal import ObservationFiles
internal import PassiveDNS
internal import PublicSuffix

/// A file with one value as bytes that only the program which wrote them can read.
///
/// Its first line says which program and which content it is of, and has the SHA-256 of what follows.
enum KeptFile {
    /// Reads the value of a file; `nil` where there is none, or it is somebody else's, of another program or content, or damaged.
    ///
    /// Of whatever content where none is named. The digest is taken side by side with reading.
    static func read<Value: Columned & Sendable>(_ type: Value.Type, from path: String, content: String?) -> Value? {
        let file = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid(),
            status.st_mode & 0o022 == 0
        else { return nil }
        var found = header(noContent, digest: noDigest)
        let (start, end) = (found.count, Int(status.st_size))
        guard start <= end, (try? found.withUnsafeMutableBytes { try fill($0, from: file, at: 0) }) != nil,
            let content = content ?? self.content(of: found), found.starts(with: header(content, digest: ""))
        else { return nil }
        let (value, digest) = Parallel.both(
            { () -> Value? in
                var place = start
                let value = try? ColumnReader.read(type, count: end - start) { room in
                    try fill(room, from: file, at: place)
                    place += room.count
                }
                return place == end ? value : nil
            },
            { try? self.digest(of: file, start..<end) }
        )
        return found == digest.map { header(content, digest: $0 + "\n") } ? value : nil
    }

    private static func content(of header: [UInt8]) -> String? {
        let words = header.split(separator: UInt8(ascii: " "))
        return words.count == 5 ? String(decoding: words[3], as: UTF8.self) : nil
    }

    private static func digest(of file: Int32, _ range: Range<Int>) throws -> String {
        let digest = ContentDigest()
        var room = [UInt8](repeating: 0, count: 1 << 20)
        for place in stride(from: range.lowerBound, to: range.upperBound, by: room.count) {
            let count = min(room.count, range.upperBound - place)
            try room.withUnsafeMutableBytes { room in
                let room = UnsafeMutableRawBufferPointer(rebasing: room[..<count])
                try fill(room, from: file, at: place)
                digest.update(UnsafeRawBufferPointer(room))
            }
        }
        return digest.finish()
    }

    private static func fill(_ room: UnsafeMutableRawBufferPointer, from file: Int32, at place: Int) throws {
        var filled = 0
        while filled < room.count {
            let rest = UnsafeMutableRawBufferPointer(rebasing: room[filled...])
            let count = pread(file, rest.baseAddress, rest.count, off_t(place + filled))
            guard count > 0 else { throw ColumnError.truncated }
            filled += count
        }
    }

    /// Writes a value for this user alone, unless it takes more bytes than it may.
    static func write(_ value: some Columned, to path: String, content: String, mostBytes most: Int) throws {
        let file = try UnfinishedFile(path, for: .owner)
        let digest = ContentDigest()
        let empty = header(noContent, digest: noDigest)
        try empty.withUnsafeBytes { try file.write($0) }
        var written = empty.count
        try ColumnWriter.write(value) { bytes in
            written += bytes.count
            guard written <= most else { throw TooLarge() }
            digest.update(bytes)
            try file.write(bytes)
        }
        try file.rewrite(header(content, digest: digest.finish() + "\n"), at: 0)
        try file.finishUnflushed()
    }

    private struct TooLarge: Error {}

    /// As long as a store's content (``StoreVersion/content``), and as a digest.
    private static let noContent = String(repeating: "0", count: 32)
    private static let noDigest = String(repeating: "0", count: 64) + "\n"

    private static func header(_ content: String, digest: String) -> [UInt8] {
        Array("ravel analysis \(program ?? "unknown") \(content) \(digest)".utf8)
    }

    /// What the running program and the list of suffixes that it goes by are known by; `nil` where that can't be told.
    ///
    /// The file that runs, which may have given its path to another one since.
    static let program: String? = {
        #if os(Linux)
        let path = "/proc/self/exe"
        #else
        let path = Bundle.main.executablePath ?? ""
        #endif
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        let digest = ContentDigest()
        let identity =
            "\(status.st_dev) \(status.st_ino) \(status.st_size) \(changed(status)) \(PublicSuffixList.identity)"
        Array(identity.utf8).withUnsafeBytes { digest.update($0) }
        return digest.finish()
    }()

    private static func changed(_ status: stat) -> String {
        #if canImport(Glibc)
        "\(status.st_ctim.tv_sec) \(status.st_ctim.tv_nsec)"
        #else
        "\(status.st_ctimespec.tv_sec) \(status.st_ctimespec.tv_nsec)"
        #endif
    }
}
