internal import CampaignMaps
internal import Foundation

/// Draws DOT in a process of its own: the same program, as `ravel draw-dot`.
///
/// Graphviz can run for minutes, leak, and end its process; here that costs one picture and nothing else. The child ends
/// itself when its time is up, and when this process is gone for whatever reason, since then its standard input ends.
struct DrawingProcess {
    /// How many seconds Graphviz may take where nobody says otherwise.
    static let usualLimit = 60.0

    /// Why there is no picture.
    enum Problem: Error, CustomStringConvertible {
        case notStarted(String)
        case tooSlow(seconds: Double)
        case crashed(signal: Int32)
        /// Graphviz' own words.
        case refused(String)

        var description: String {
            switch self {
            case .notStarted(let reason): "the program to draw it could not be started: \(reason)"
            case .tooSlow(let seconds):
                "Graphviz had not laid it out after \(seconds.formatted()) s and was stopped; \(Self.remedy), or allow it more with `ravel map --time-limit`"
            case .crashed(let signal): "Graphviz crashed on it (signal \(signal)); \(Self.remedy)"
            case .refused(let reason): reason
            }
        }

        private static let remedy =
            "draw fewer campaigns, `ravel map --overview`, or write .dot, .graphml or .gexf and lay it out with another program"
    }

    /// How many seconds it may take.
    private let limit: Double
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()
    private let ended = DispatchSemaphore(value: 0)

    /// Starts it; while there is nothing to draw it loads what drawing takes, beside whatever this process does.
    ///
    /// - Parameters:
    ///   - format: what to draw.
    ///   - limit: how many seconds it may take from the moment at which it has the text.
    /// - Throws: ``Problem/notStarted(_:)``.
    init(format: PictureFormat, limit: Double = Self.usualLimit) throws(Problem) {
        self.limit = limit
        process.executableURL = Bundle.main.executableURL
        process.arguments = [DrawDOTCommand.name, format.rawValue, "--within", "\(limit)"]
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        // `waitUntilExit` looks only every twentieth of a second.
        process.terminationHandler = { [ended] _ in ended.signal() }
        do { try process.run() } catch { throw .notStarted(error.localizedDescription) }
    }

    /// Draws, and waits for the picture; to be asked once.
    func picture(of dot: String) throws(Problem) -> [UInt8] {
        // A child that is gone is told below, not by a signal.
        let former = signal(SIGPIPE, SIG_IGN)
        try? input.fileHandleForWriting.write(contentsOf: Data(dot.utf8) + [DrawDOTCommand.endOfText])
        signal(SIGPIPE, former)
        let result = (try? output.fileHandleForReading.readToEnd()) ?? Data()
        ended.wait()
        try? input.fileHandleForWriting.close()

        switch (process.terminationReason, process.terminationStatus) {
        case (.exit, 0): return Array(result)
        case (.exit, DrawDOTCommand.tooSlow): throw .tooSlow(seconds: limit)
        case (.uncaughtSignal, let signal): throw .crashed(signal: signal)
        default: throw .refused(String(decoding: result, as: UTF8.self))
        }
    }
}
