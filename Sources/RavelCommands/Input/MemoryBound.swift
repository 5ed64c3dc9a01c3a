internal import ArgumentParser
internal import Foundation

/// How much memory a command may take.
struct MemoryBound: ExpressibleByArgument {
    /// The bound, in bytes.
    let bytes: Int

    /// What is taken where nobody says otherwise: its share of the machine's memory, or of what a container may have of it.
    static var usual: MemoryBound {
        let limit = try? String(contentsOfFile: "/sys/fs/cgroup/memory.max", encoding: .utf8)
        let machine = Int(clamping: ProcessInfo.processInfo.physicalMemory)
        return share(of: min(machine, limit.flatMap { Int($0.trimmingCharacters(in: .newlines)) } ?? .max))
    }

    /// A quarter of some bytes of memory, 4 GiB at most.
    static func share(of memory: Int) -> MemoryBound {
        MemoryBound(bytes: min(4 << 30, max(least, memory / 4)))
    }

    /// How large a table may become: there are two, what orders one of them takes as much again, and what is made of the
    /// other half of that.
    var table: Int { bytes / 6 }

    /// What the store may keep of its file.
    var storeCache: Int { bytes / 8 }

    /// Less than this holds no table worth sorting.
    private static let least = 64 << 20

    private init(bytes: Int) {
        self.bytes = bytes
    }

    /// Reads a number of MiB or GiB, such as `512M` or `2G`.
    init?(argument: String) {
        let unit: Int
        switch argument.last {
        case "M", "m": unit = 1 << 20
        case "G", "g": unit = 1 << 30
        default: return nil
        }
        guard let count = Int(argument.dropLast()), count > 0 else { return nil }
        let (bytes, isTooLarge) = count.multipliedReportingOverflow(by: unit)
        guard !isTooLarge, bytes >= Self.least else { return nil }
        self.bytes = bytes
    }
}
