public import ArgumentParser
internal import InfraGraph
internal import ObservationFiles
internal import ObservationStore
public import PassiveDNS

/// Keeps lists of known sinkholes, parking, networks and the like.
struct ListsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lists",
        abstract: "Keep lists of known sinkholes, parking, providers and networks, which weigh in as evidence.",
        discussion: """
            What a list says is weighed, never believed: an address that is listed as a sinkhole but lies inside a cloud's
            range is told as a conflict.

            Example: ravel lists add sinkholes.json cloudflare.json ip4-asn-country.tsv.gz
            """,
        subcommands: [ListsShowCommand.self, ListsAddCommand.self, ListsRemoveCommand.self],
        defaultSubcommand: ListsShowCommand.self
    )
}

/// Tells which lists are loaded.
struct ListsShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Tell which lists are loaded, and how many of the store's names and addresses are on each."
    )

    @OptionGroup var location: StoreOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        do {
            let store = try location.open(for: .reading)
            let lists = try store.lists()
            let counts = ListIndex(lists).hitCounts(in: try store.observations())
            var rows = zip(lists, counts).map { list, hits in
                LoadedList(
                    name: list.name,
                    version: list.version,
                    listClass: list.listClass.rawValue,
                    entries: list.entries.count,
                    hits: hits
                )
            }
            rows += try store.systemTables().map {
                LoadedList(
                    name: $0.name,
                    version: "",
                    listClass: "networks (\($0.kind))",
                    entries: $0.entries,
                    hits: nil
                )
            }
            show(rows, as: output.format, orSay: "no list is loaded; ravel lists add FILE… takes one in")
        } catch let error as StoreError {
            throw Failure(error)
        }
    }
}

/// A list in the store.
private struct LoadedList: Printable {
    let name: String
    let version: String
    let listClass: String
    let entries: Int
    let hits: Int?

    static let columns = ["list", "version", "class", "entries", "hits"]
    var cells: [String] { [name, version, listClass, String(entries), hits.map { String($0) } ?? ""] }
    var json: JSON {
        .object(
            [
                ("list", .text(name)), ("version", .text(version)), ("class", .text(listClass)),
                ("entries", .integer(Int64(entries))),
            ] + (hits.map { [("hits", .integer(Int64($0)))] } ?? [])
        )
    }
}

/// Takes lists into the store.
struct ListsAddCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Take lists into the store; a list of the same name is replaced.",
        discussion: """
            Reads MISP warninglists (JSON: string, substring, hostname, cidr, regex), plain text (a name, an address or a
            block a line, # for comments), and tables of networks (prefix, tab, AS number; or AS number, tab, name). What a
            list's entries are is told from its name and description, else by --class.

            Example: ravel lists add --class parking seen-parking.txt
            """
    )

    @Argument(help: "Files to read; - is the standard input.")
    var files: [String]

    @Option(name: .customLong("class"), help: "What the entries are, where the list does not tell.")
    var listClass: ListClass?

    @OptionGroup var location: StoreOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let store = try location.open(for: .writing)
        var added: [AddedList] = []
        var failures = 0
        for file in files {
            do {
                added.append(try add(file, to: store))
            } catch {
                say("\((error as? Failure)?.message ?? "\(error)")")
                failures += 1
            }
        }
        show(added, as: output.format, orSay: "no list was taken in")
        if failures > 0 { throw ExitCode(1) }
    }

    private func add(_ file: String, to store: ObservationStore) throws -> AddedList {
        let table = SystemTableReader(file: file)
        if try table.recognises() {
            let report = try table.read()
            sayRejects(report.rejects, inAll: report.rejected)
            let name = (file.split(separator: "/").last ?? "").prefix { $0 != "." }
            let kept = report.lines - report.rejected
            switch report.content {
            case .prefixes(let systems): try store.put(systems, .prefixes, named: String(name), entries: kept)
            case .names(let names):
                var systems = AutonomousSystems()
                systems.names = names
                try store.put(systems, .names, named: String(name), entries: kept)
            }
            return AddedList(
                name: String(name),
                version: "",
                listClass: "networks",
                change: "stored",
                counts: (report.lines, kept, 0, report.rejected)
            )
        }
        let report = try ListReader(file: file).read(as: listClass)
        sayRefusals(report.rejects, of: file)
        let change = try store.put(report.list)
        return AddedList(
            name: report.list.name,
            version: report.list.version,
            listClass: report.list.listClass.rawValue,
            change: change.rawValue,
            counts: (report.entries, report.list.entries.count, report.duplicates, report.rejects.count)
        )
    }
}

/// What became of one file.
private struct AddedList: Printable {
    let name: String
    let version: String
    let listClass: String
    let change: String
    let counts: (entries: Int, kept: Int, duplicates: Int, rejected: Int)

    static let columns = ["list", "version", "class", "change", "entries", "kept", "duplicates", "rejected"]
    var cells: [String] {
        [name, version, listClass, change]
            + [counts.entries, counts.kept, counts.duplicates, counts.rejected].map { String($0) }
    }
    var json: JSON {
        .object([
            ("list", .text(name)), ("version", .text(version)), ("class", .text(listClass)), ("change", .text(change)),
            ("entries", .integer(Int64(counts.entries))), ("kept", .integer(Int64(counts.kept))),
            ("duplicates", .integer(Int64(counts.duplicates))), ("rejected", .integer(Int64(counts.rejected))),
        ])
    }
}

/// Removes lists from the store.
struct ListsRemoveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Remove lists from the store, by name.",
        discussion: "Example: ravel lists remove \"List of known sinkholes\""
    )

    @Argument(help: "The lists' names, as ravel lists shows them.")
    var names: [String]

    @OptionGroup var location: StoreOptions

    func run() throws {
        let store = try location.open(for: .writing)
        for name in names {
            do {
                guard try store.removeList(named: name) else {
                    throw Failure("no list is called \"\(visible(name))\"; ravel lists shows their names")
                }
            } catch let error as StoreError {
                throw Failure(error)
            }
        }
    }
}

extension ListClass: ExpressibleByArgument {}
