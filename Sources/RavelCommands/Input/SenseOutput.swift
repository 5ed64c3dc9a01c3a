internal import Foundation
internal import ObservationFiles
internal import PassiveDNS

/// Where `ravel sense -o` puts observations.
protocol SenseOutput: AnyObject {
    /// Takes observations that left the sensor.
    func take(_ observations: ObservationTable) throws
    /// Makes what was taken whole.
    func finish() throws
}

/// The standard output.
final class StandardOutput: SenseOutput {
    private var writer = COFWriter()

    func take(_ observations: ObservationTable) throws {
        writer.write(observations) { write($0, to: 1) }
    }

    func finish() {}
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
    }

    func take(_ observations: ObservationTable) throws {
        guard let newest = observations.lastSeen.max() else { return }
        let file = try UnfinishedFile(path + "/batch")
        var writer = COFWriter()
        try writer.write(observations) { try file.write($0) }
        let time = Timestamp(seconds: newest).description.filter { $0.isNumber || $0 == "T" || $0 == "Z" }
        try file.finish(as: "\(path)/\(time)-\(writer.finish().prefix(16)).jsonl")
    }

    func finish() {}
}
