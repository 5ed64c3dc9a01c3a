#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif
internal import ArgumentParser
internal import DNSSensor
internal import Foundation
internal import ObservationFiles
internal import ObservationStore
internal import PassiveDNS

/// Takes passive DNS off the wire.
struct SenseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sense",
        abstract: "Take passive DNS off an interface, or out of captured traffic and dnstap.",
        discussion: """
            Reads pcap, pcapng and dnstap, plain or packed; told from the content. Kept are the records of answers that match a
            question which was asked, as far as they belong to it. Who asked is never kept. A file goes into the store whole or
            not at all, and the same observations twice change nothing.

            An interface, or an address for dnstap, is listened to until SIGTERM, SIGINT or SIGHUP come; what was seen goes to the
            store, or to a folder of batches or - with -o, every five minutes and at the end.

            Example: ravel sense -i eth0 --filter "port 53"
            Example: ravel sense --dnstap unix:/run/ravel/dnstap.sock -o spool/
            Example: ravel sense -r traffic.pcap.gz
            Example: ravel sense -r traffic.pcap -o - | gzip > observations.jsonl.gz
            """
    )

    @Option(
        name: [.customShort("r"), .customLong("read")],
        parsing: .upToNextOption,
        help: "Files to read; - is the standard input."
    )
    var files: [String] = []

    @Option(
        name: [.customShort("i"), .customLong("interface")],
        help: "The interface to listen on; any for all of them."
    )
    var interface: String?

    @Option(help: "The address on which resolvers send dnstap: unix:/path or tcp:127.0.0.1:6000.")
    var dnstap: String?

    @Option(help: "Take only packets of the interface that pass this filter, as tcpdump takes it.")
    var filter: String?

    @Option(help: "The user to become once the interface or address is open, if started as root (default: nobody).")
    var user: String?

    @Flag(help: "Say every minute which counters moved.")
    var stats = false

    @Option(help: "Write all counters here every minute, as Prometheus text.")
    var prometheus: String?

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help:
            "Write Common Output Format here instead of into the store: a file, - or a folder for batches (with a / at its end)."
    )
    var output: String?

    @Option(help: "The sensor's name (default: none, or what a dnstap sender calls itself).")
    var sensor = ""

    @Flag(help: "Take answers too whose question was not seen.")
    var unmatched = false

    @Flag(help: "Keep NXDOMAIN and other codes, as records of the type ANY.")
    var negative = false

    @OptionGroup var location: StoreOptions
    @OptionGroup var format: OutputOptions

    func validate() throws {
        let sources = [!files.isEmpty, interface != nil, dnstap != nil].count(where: { $0 })
        guard sources > 0 else {
            throw ValidationError("say what to read: -r FILE, -i INTERFACE or --dnstap ADDRESS")
        }
        guard sources == 1 else { throw ValidationError("only one of -r, -i and --dnstap can be read at a time") }
        if dnstap != nil { _ = try address() }
        if interface == nil, filter != nil { throw ValidationError("--filter goes with -i INTERFACE") }
        if !files.isEmpty, user != nil {
            throw ValidationError("--user goes with -i INTERFACE and --dnstap ADDRESS")
        }
        if output != nil, location.store != nil {
            throw ValidationError("observations go to -o or to --store, not to both; leave one of them out")
        }
        if files.isEmpty, let output, output != "-", !isFolder(output) {
            throw ValidationError(
                "-o \(output): a sensor that listens never ends a file; write a folder (\(output)/), - or use the store"
            )
        }
        if let output, output != "-", !isFolder(output), let packer = Self.packer(of: output) {
            throw ValidationError(
                "-o \(output): is written plain; leave the ending out, or write -o - | \(packer) > \(output)"
            )
        }
        if !files.isEmpty, stats || prometheus != nil {
            throw ValidationError("--stats and --prometheus go with -i INTERFACE and --dnstap ADDRESS")
        }
    }

    /// The program that makes files with such an ending; `nil` where the ending is that of no packed file.
    private static func packer(of path: String) -> String? {
        switch path.split(separator: ".").last?.lowercased() {
        case "gz": "gzip"
        case "bz2": "bzip2"
        case "xz": "xz"
        case "zst": "zstd"
        default: nil
        }
    }

    func run() throws {
        // Observations that nobody takes are a failure, not the end of a day's work.
        signal(SIGPIPE, SIG_IGN)
        if files.isEmpty { return try listen() }
        var results: [SenseResult] = []
        var failures = 0
        var damaged = false
        let reader = SenseReader(settings: settings())
        if let output {
            let destination = try openSenseOutput(output)
            for file in files {
                attempt(&failures) { results.append(try reader.read(file, to: destination)) }
            }
            if failures == 0 { try destination.finish() }
        } else {
            let store = try location.open(for: .writing)
            defer { store.close() }
            for file in files {
                attempt(&failures) { results.append(try reader.read(file, into: store)) }
            }
        }
        for damage in results.compactMap(\.damage) {
            say(damage)
            damaged = true
        }
        // What was observed may have taken the standard output.
        if output == "-" {
            for result in results { say(result.sentence) }
        } else {
            show(results, as: format.format, orSay: "nothing was read")
        }
        if failures > 0 || damaged { throw ExitCode(1) }
    }

    func settings() -> SensorSettings {
        var settings = sensorSettings()
        settings.sensor = sensor
        settings.keepsUnmatched = unmatched
        settings.keepsCodes = negative
        return settings
    }

    private func attempt(_ failures: inout Int, _ read: () throws -> Void) {
        do {
            return try read()
        } catch let error as Failure {
            say(error.message)
        } catch {
            say("\(error)")
        }
        failures += 1
    }
}
