#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif
internal import InfraGraph
internal import ObservationFiles

/// A file, pipe or device that takes rejected lines, one JSON object each, while they come.
final class RejectFile {
    private let path: String
    private let descriptor: Int32
    private var pending = ""
    private var problem: Failure?

    init(path: String) throws {
        self.path = path
        switch try Destination(path) {
        case .file(let file): descriptor = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        case .stream(let stream): descriptor = stream
        }
        guard descriptor >= 0 else { throw Destination.failure(path) }
    }

    deinit {
        close(descriptor)
    }

    func add(_ reject: Reject) {
        guard problem == nil else { return }
        let json = JSON.object([
            ("file", .text(reject.file)), ("line", .integer(Int64(reject.line))), ("field", .text(reject.field)),
            ("reason", .text(reject.reason)), ("text", .text(reject.text)),
        ])
        pending += json.text + "\n"
        if pending.utf8.count > 1 << 16 { try? flush() }
    }

    /// Makes sure that all lines are written; throws where one was not.
    func flush() throws {
        if problem == nil {
            // Whoever reads may go away; the store is to be written all the same.
            let former = signal(SIGPIPE, SIG_IGN)
            defer { signal(SIGPIPE, former) }
            if !pending.withUTF8({ writeAll(UnsafeRawBufferPointer($0), to: descriptor) }) {
                problem = Destination.failure(path)
            }
            pending = ""
        }
        if let problem { throw problem }
    }
}
