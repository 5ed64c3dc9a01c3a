#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif
internal import Foundation
internal import ObservationFiles
internal import PassiveDNS

/// Where `ravel sense -o` puts observations.
protocol SenseOutput: AnyObject {
    /// Takes observations that left the sensor; where it throws, the same are to be given again, or given up.
    func take(_ observations: ObservationTable) throws
    /// Forgets the observations that could not be taken.
    func giveUp()
    /// Observations that were put elsewhere, as they are refused here.
    var setAside: Int { get }
    /// Makes what was taken whole.
    func finish() throws
}

extension SenseOutput {
    func giveUp() {}
    var setAside: Int { 0 }
}

/// Opens what a path means: `-` the standard output, a folder or what ends in `/` a folder of batches, all else a file.
func openSenseOutput(_ path: String) throws -> any SenseOutput {
    if path == "-" { return OutputStream(1, "the standard output") }
    if isFolder(path) { return try SpoolFolder(path.hasSuffix("/") ? String(path.dropLast()) : path) }
    switch try Destination(path) {
    case .file(let file): return try OutputFile(file)
    case .stream(let descriptor): return OutputStream(descriptor, path)
    }
}

/// Whether a path is that of a folder: it ends in `/`, or there is one.
func isFolder(_ path: String) -> Bool {
    var status = stat()
    return path.hasSuffix("/") || stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
}

/// The standard output, a pipe or a device: what was written is gone.
final class OutputStream: SenseOutput {
    /// Nobody reads any more, and nobody will.
    struct Closed: Error, CustomStringConvertible {
        let name: String
        var description: String { "\(name): nobody reads it any more" }
    }

    private let descriptor: Int32
    private let name: String
    private var writer = COFWriter()
    /// What is still to be written, of the observations that are being taken or of a line that was begun.
    private var rest: [UInt8] = []
    private var isTaking = false
    private var isMidLine = false

    init(_ descriptor: Int32, _ name: String) {
        self.descriptor = descriptor
        self.name = name
    }

    /// Each line is written once, whole, however often the same observations are given.
    func take(_ observations: ObservationTable) throws {
        if !isTaking {
            isTaking = true
            writer.write(observations) { lines in
                let count = rest.isEmpty ? write(lines) : 0
                rest += lines[count...]
            }
        }
        try writeRest()
        isTaking = false
    }

    func giveUp() {
        isTaking = false
        let end = rest.firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        rest.removeSubrange((isMidLine ? end : 0)...)
    }

    func finish() {
        // A line that was begun is worth a last try.
        try? writeRest()
    }

    private func writeRest() throws {
        rest.removeFirst(rest.withUnsafeBytes { write($0) })
        if rest.isEmpty { return }
        if errno == EPIPE { throw Closed(name: name) }
        throw Destination.failure(name)
    }

    private func write(_ bytes: UnsafeRawBufferPointer) -> Int {
        let count = writeMost(bytes, to: descriptor)
        if count > 0 { isMidLine = bytes[count - 1] != UInt8(ascii: "\n") }
        return count
    }
}

/// One file, which is there when it is whole.
final class OutputFile: SenseOutput {
    private let file: UnfinishedFile
    private var writer = COFWriter()

    init(_ path: String) throws {
        file = try UnfinishedFile(path)
    }

    func take(_ observations: ObservationTable) throws {
        try writer.write(observations) { try file.write($0) }
    }

    func finish() throws {
        try file.finish()
    }
}

/// A folder of batches, from which another process takes them.
///
/// A batch is a file of Common Output Format, there when it is whole and on the disk. Its name ends in the beginning of its
/// digest, by which a store knows a batch that it has: sent twice, it is stored once.
final class SpoolFolder: SenseOutput {
    private let path: String

    init(_ path: String) throws {
        self.path = path
        try makeFolder(path)
        removeLeftovers()
    }

    /// Removes what sensors that were killed left unfinished.
    private func removeLeftovers() {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        let removed = names.count { UnfinishedFile.removeLeftover($0, of: Self.unfinished, in: path) }
        if removed > 0 { say("\(path): removed \(counted(removed, "unfinished batch", "unfinished batches"))") }
    }

    /// What batches are called before they are whole.
    private static let unfinished = "batch"

    func take(_ observations: ObservationTable) throws {
        guard let newest = observations.lastSeen.max() else { return }
        let file = try UnfinishedFile("\(path)/\(Self.unfinished)")
        var writer = COFWriter()
        try writer.write(observations) { try file.write($0) }
        let name = BatchName.name(newest: Timestamp(seconds: newest), digest: writer.finish())
        try file.finish(as: "\(path)/\(name)")
    }

    func finish() {}
}
