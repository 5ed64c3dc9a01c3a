#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif
internal import Foundation

/// Where a path to write to leads.
enum Destination {
    /// A file, which is there or not yet, to be replaced; no link, but what links lead to.
    case file(String)
    /// A pipe, a device or what the process was given open, which takes what comes and is not to be replaced; to be closed.
    case stream(Int32)

    private static let mostLinks = 40

    /// Follows the links of a path; a pipe is waited for until somebody reads it.
    init(_ path: String) throws {
        var target = path
        for _ in 0..<Self.mostLinks {
            if let given = Self.descriptor(target) {
                self = .stream(try Self.opened(path, fcntl(given, F_DUPFD_CLOEXEC, 0)))
                return
            }
            guard let next = try? FileManager.default.destinationOfSymbolicLink(atPath: target) else { break }
            // A link is told from the folder where it lies.
            let folder = next.hasPrefix("/") ? "" : target.lastIndex(of: "/").map { target[...$0] } ?? ""
            target = folder + next
        }
        var status = stat()
        if stat(path, &status) == 0 {
            guard status.st_mode & S_IFMT != S_IFREG, status.st_mode & S_IFMT != S_IFDIR else {
                self = .file(target)
                return
            }
            self = .stream(try Self.opened(path, open(path, O_WRONLY | O_CLOEXEC)))
        } else {
            guard errno != ELOOP else { throw Self.failure(path) }
            self = .file(target)
        }
    }

    /// The error of a path that can't be written, as `errno` explains it.
    static func failure(_ path: String) -> Failure {
        Failure("\(path): can't be written: \(String(cString: strerror(errno)))")
    }

    /// The number of `/dev/fd/3` and `/proc/self/fd/3`: opened by name, a file would be written from its beginning.
    private static func descriptor(_ path: String) -> Int32? {
        for folder in ["/dev/fd/", "/proc/self/fd/"] where path.hasPrefix(folder) {
            return Int32(path.dropFirst(folder.count))
        }
        return nil
    }

    private static func opened(_ path: String, _ descriptor: Int32) throws -> Int32 {
        guard descriptor >= 0 else { throw failure(path) }
        return descriptor
    }
}
