internal import PassiveDNS

/// A format for which something was said that it has no use for, which is told once the file was read.
struct UnusedOptions: LineFormat {
    private var format: any LineFormat
    private let unused: [String]

    /// A format with the options that it does not use; itself where there are none.
    static func told(_ unused: [String], of format: any LineFormat) -> any LineFormat {
        unused.isEmpty ? format : UnusedOptions(format: format, unused: unused)
    }

    var readsNumberSigns: Bool { format.readsNumberSigns }
    var notices: [String] {
        unused.map { "\($0) was not used: the content tells the format" } + format.notices
    }

    mutating func read(
        _ line: UnsafeRawBufferPointer,
        into batch: inout ObservationBatch
    ) throws(RowWriter.Problem) -> LineOutcome {
        try format.read(line, into: &batch)
    }
}
