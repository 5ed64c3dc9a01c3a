internal import PassiveDNS

/// Reads the lines of a file of one format.
protocol LineFormat {
    /// Reads one line, behind which the scanner's padding is readable.
    ///
    /// - Throws: what is wrong with the line; whoever called it removes the rows that the line gave before.
    mutating func read(
        _ line: UnsafeRawBufferPointer,
        into batch: inout ObservationBatch
    ) throws(RowWriter.Problem) -> LineOutcome

    /// Whether lines that begin with `#` are the format's own and no comments.
    var readsNumberSigns: Bool { get }

    /// What is to be said of the file as a whole, once all of it was read.
    var notices: [String] { get }
}

extension LineFormat {
    var readsNumberSigns: Bool { false }
    var notices: [String] { [] }
}

/// What became of a line.
enum LineOutcome {
    /// So many rows were added, at least one.
    case rows(Int)
    /// A rule says that the line holds no observation.
    case skipped(SkipRule)
    /// The record goes on in the next line: the line is to be read again with that one, behind a line feed.
    case goesOn
}

/// Why a line holds no observation, though nothing is wrong with it.
enum SkipRule: String, CaseIterable {
    case blank = "blank line"
    case comment = "comment"
    case header = "header"
    /// A line of a DNSDB reply that says how the reply went.
    case condition = "condition line"
    /// A log's event that is no DNS answer: a query, or traffic of another kind.
    case otherEvent = "no DNS answer"
    case noAnswer = "no data in the answer"
    /// NXDOMAIN, SERVFAIL and the like, where the log has them in place of data.
    case responseCode = "response code"
    /// NetBIOS, multicast DNS and LLMNR, by their ports.
    case localNames = "local name service"
    case otherClass = "class other than IN"
    /// A type whose data the log does not hold whole, such as an MX record without its preference.
    case partialData = "type whose data the log cuts"
}
