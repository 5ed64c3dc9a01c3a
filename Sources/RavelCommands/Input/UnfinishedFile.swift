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
    /// Who may read a file.
    enum Readers {
        /// Whoever the umask lets.
        case usual
        /// Everyone on the machine, whatever the umask.
        case everyone
        /// Its owner.
        case owner
    }

    private let path: String
    private let temporary: String
    private var descriptor: Int32

    /// Begins a file in the folder where it will be.
    ///
    /// Names that begin with a dot are unfinished.
    init(_ path: String, for readers: Readers = .usual) throws {
        let url = URL(fileURLWithPath: path)
        self.path = path
        let number = String(UInt64.random(in: .min ... .max), radix: 36)
        temporary = url.deletingLastPathComponent().path + "/.\(url.lastPathComponent).\(number).tmp"
        descriptor = open(
            temporary,
            O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
            readers == .owner ? 0o600 : 0o644
        )
        guard descriptor >= 0 else { throw Destination.failure(path) }
        // Held until the file is finished or its writer is gone, so that nobody takes it for a leftover.
        flock(descriptor, LOCK_EX | LOCK_NB)
        if readers == .everyone { fchmod(descriptor, 0o644) }
    }

    deinit {
        guard descriptor >= 0 else { return }
        close(descriptor)
        unlink(temporary)
    }

    /// Appends bytes.
    func write(_ bytes: UnsafeRawBufferPointer) throws {
        guard writeAll(bytes, to: descriptor) else { throw Destination.failure(path) }
    }

    /// Puts the file under its name without waiting for the disk: after a crash of the machine it may hold anything.
    func finishUnflushed() throws {
        guard rename(temporary, path) == 0 else { throw Destination.failure(path) }
        close(descriptor)
        descriptor = -1
    }

    /// Replaces bytes that were written.
    func rewrite(_ bytes: [UInt8], at place: Int) throws {
        guard pwrite(descriptor, bytes, bytes.count, off_t(place)) == bytes.count else {
            throw Destination.failure(path)
        }
    }

    /// Puts the file under its name, or another one in the same folder.
    func finish(as name: String? = nil) throws {
        let name = name ?? path
        guard fsync(descriptor) == 0, rename(temporary, name) == 0 else { throw Destination.failure(name) }
        close(descriptor)
        descriptor = -1
        let folder = open(URL(fileURLWithPath: name).deletingLastPathComponent().path, O_RDONLY | O_CLOEXEC)
        guard folder >= 0 else { return }
        fsync(folder)
        close(folder)
    }

    /// Removes a file in a folder where it is an unfinished one of a name whose writer is gone: an hour old and not held.
    ///
    /// - Returns: whether it was removed.
    static func removeLeftover(_ file: String, of name: String, in folder: String) -> Bool {
        guard file.hasPrefix(".\(name)."), file.hasSuffix(".tmp") else { return false }
        let number = file.dropFirst(name.count + 2).dropLast(4)
        guard UInt64(number, radix: 36) != nil else { return false }
        let descriptor = open("\(folder)/\(file)", O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            Date().timeIntervalSince1970 - Double(modificationSecond(of: status)) > 3_600,
            flock(descriptor, LOCK_EX | LOCK_NB) == 0
        else { return false }
        return unlink("\(folder)/\(file)") == 0
    }

    private static func modificationSecond(of status: stat) -> Int {
        #if canImport(Glibc)
        status.st_mtim.tv_sec
        #else
        status.st_mtimespec.tv_sec
        #endif
    }
}
