internal import ArgumentParser
internal import CampaignMaps
internal import Foundation

/// Draws DOT for a ``DrawingProcess``; nobody calls it by hand.
struct DrawDOTCommand: ParsableCommand {
    static let name = "draw-dot"
    static let configuration = CommandConfiguration(
        commandName: name,
        abstract: "Draw DOT, apart from the analysis.",
        discussion: """
            Reads DOT up to a NUL byte and writes the picture; where there is none, the reason, and ends with 1. Ends itself when its
            time, from that byte on, is up and when the standard input ends.

            Example: ravel draw-dot svg --within 60
            """,
        shouldDisplay: false
    )

    /// What ends the text; the standard input goes on as long as somebody waits for the picture.
    static let endOfText: UInt8 = 0
    /// How it ends when its time is up.
    static let tooSlow: Int32 = 124

    @Argument(
        help: "svg, png or pdf.",
        transform: { text in
            guard let format = PictureFormat(rawValue: text) else { throw ValidationError("no such picture") }
            return format
        }
    )
    var format: PictureFormat

    @Option(help: "How many seconds it may take, once it has the text.")
    var within: Double

    func run() throws {
        let renderer = MapRenderer()
        renderer.prepare(for: format)
        var text = Data()
        while text.last != Self.endOfText {
            let more = FileHandle.standardInput.availableData
            guard !more.isEmpty else { throw ExitCode(1) }
            text += more
        }
        Thread.detachNewThread { [within] in
            Thread.sleep(forTimeInterval: within)
            _exit(Self.tooSlow)
        }
        Thread.detachNewThread {
            while !FileHandle.standardInput.availableData.isEmpty {}
            _exit(1)
        }
        let dot = String(decoding: text.dropLast(), as: UTF8.self)
        do {
            let picture = try renderer.render(dot, as: format)
            try FileHandle.standardOutput.write(contentsOf: picture)
        } catch let error as MapError {
            try FileHandle.standardOutput.write(contentsOf: Data(error.description.utf8))
            throw ExitCode(1)
        }
    }
}
