#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif
internal import Foundation

/// A file under a temporary name, which gets its own when it is whole and on the disk.
///
/// A crash at any moment leaves either the whole file or none of its name. The temporary name is nobody else's, and is never
/// that of a file or link which is there already.
final class UnfinishedFile {
    private let path: String
    private let temporary: String
    private var descriptor: Int32

    /// Begins a file in the folder where it will be, which everyone on the machine may read if that is said, whatever the umask.
    ///
    /// Names that begin with a dot are unfinished.
    init(_ path: String, isForAll: Bool = false) throws {
        let url = URL(fileURLWithPath: path)
        self.path = path
        let number = String(UInt64.random(in: .min ... .max), radix: 36)
        temporary = url.deletingLastPathComponent().path + "/.\(url.lastPathComponent).\(number).tmp"
        descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw Self.failure(path) }
        if isForAll { fchmod(descriptor, 0o644) }
    }

    deinit {
        guard descriptor >= 0 else { return }
        close(descriptor)
        unlink(temporary)
    }

    /// Appends bytes.
    func write(_ bytes: UnsafeRawBufferPointer) throws {
        guard writeAll(bytes, to: descriptor) else { throw Self.failure(path) }
    }

    /// Puts the file under its name, or another one in the same folder.
    func finish(as name: String? = nil) throws {
        let name = name ?? path
        guard fsync(descriptor) == 0, rename(temporary, name) == 0 else { throw Self.failure(name) }
        close(descriptor)
        descriptor = -1
        let folder = open(URL(fileURLWithPath: name).deletingLastPathComponent().path, O_RDONLY | O_CLOEXEC)
        guard folder >= 0 else { return }
        fsync(folder)
        close(folder)
    }

    private static func failure(_ path: String) -> Failure {
        Failure("\(path): can't be written: \(String(cString: strerror(errno)))")
    }
}
