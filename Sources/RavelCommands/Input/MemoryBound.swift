internal import ArgumentParser

/// How much memory a command may take.
struct MemoryBound: ExpressibleByArgument {
    /// The bound, in bytes.
    let bytes: Int

    /// What is taken where nobody says otherwise.
    static let usual = MemoryBound(bytes: 1 << 30)

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
