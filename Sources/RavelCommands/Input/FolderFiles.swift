internal import Foundation

/// The files that paths name: a folder's own in the order of their names, without those whose names begin with a dot, which are
/// unfinished or hidden, and those that are no files, such as pipes, whose end may never come.
func files(named paths: [String]) throws -> [String] {
    try paths.flatMap { path -> [String] in
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
            return [path]
        }
        let folder = path.hasSuffix("/") ? String(path.dropLast()) : path
        do {
            return try FileManager.default.contentsOfDirectory(atPath: path).filter { !$0.hasPrefix(".") }.sorted()
                .map { "\(folder)/\($0)" }.filter { file in
                    var status = stat()
                    let isPipeOrDevice =
                        stat(file, &status) == 0 && ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT)
                    if isPipeOrDevice { say("\(file): is no regular file; passed over") }
                    return !isPipeOrDevice
                }
        } catch {
            throw Failure("\(path): can't be read: \(error.localizedDescription)")
        }
    }
}
