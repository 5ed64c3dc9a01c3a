public import ArgumentParser

/// The command line.
public struct Ravel: ParsableCommand {
    /// The commands in the order of the work.
    public static let configuration = CommandConfiguration(
        commandName: "ravel",
        abstract: "Untangles attack infrastructure: from passive DNS to campaigns, with reasons and pictures.",
        discussion: """
            The quickest way, without keeping anything:
              ravel analyze observations.jsonl --seeds seeds.txt --out result

            Or step by step, with a store (--store PATH, else $RAVEL_STORE, else ravel.sqlite here):
              ravel ingest observations.jsonl.gz
              ravel campaigns --seeds seeds.txt
              ravel map -o map.svg

            Nothing is looked up on the network, unless ravel whois --fetch asks for it.
            """,
        version: "0.1.0",
        subcommands: [
            IngestCommand.self, SenseCommand.self, WhoisCommand.self, PivotCommand.self, EpochsCommand.self,
            HubsCommand.self,
            ScoreCommand.self, CampaignsCommand.self, ExplainCommand.self, AttacksCommand.self, MapCommand.self,
            TimelineCommand.self, ReportCommand.self, AnalyzeCommand.self, EvaluateCommand.self, WeightsCommand.self,
            FitCommand.self, ListsCommand.self,
            InfoCommand.self, ConfirmCommand.self, RejectCommand.self, TrustCommand.self, DistrustCommand.self,
            NameCommand.self, JudgementsCommand.self, UndoCommand.self, DrawDOTCommand.self,
        ]
    )

    /// Makes the command.
    public init() {}
}

extension Ravel {
    /// Runs the command line: 0 when done, 1 when something failed, 64 when it was used wrongly.
    public static func start() -> Never {
        giveBackLargeArrays()
        endQuietlyWhenNobodyReads()
        outliveLargeFiles()
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch let error as Failure {
            say(error.message)
            exit(withError: ExitCode(1))
        } catch {
            exit(withError: error)
        }
        exit()
    }
}
