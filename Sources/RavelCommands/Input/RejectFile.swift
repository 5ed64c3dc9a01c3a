internal import Foundation
internal import InfraGraph
internal import ObservationFiles

/// A file of rejected lines, one JSON object each.
final class RejectFile {
    private let handle: FileHandle
    private var pending = ""

    init(path: String) throws {
        guard FileManager.default.createFile(atPath: path, contents: nil),
            let handle = FileHandle(forWritingAtPath: path)
        else { throw Failure("\(path): can't be written: \(String(cString: strerror(errno)))") }
        self.handle = handle
    }

    func add(_ reject: Reject) {
        let json = JSON.object([
            ("file", .text(reject.file)), ("line", .integer(Int64(reject.line))), ("field", .text(reject.field)),
            ("reason", .text(reject.reason)), ("text", .text(reject.text)),
        ])
        pending += json.text + "\n"
        if pending.utf8.count > 1 << 16 { try? flush() }
    }

    func close() throws {
        try flush()
        try handle.close()
    }

    private func flush() throws {
        try handle.write(contentsOf: Data(pending.utf8))
        pending = ""
    }
}
