internal import InfraGraph
internal import ObservationFiles
internal import PackedFiles
internal import PassiveDNS

/// Says the first few of a list's refused entries.
func sayRefusals(_ refusals: [ListReader.Refusal], of file: String) {
    for refusal in refusals.prefix(5) { say("\(file): rejected: \(refusal)") }
    if refusals.count > 5 { say("… and \(refusals.count - 5) more rejected") }
}

/// Reads lists and tables of networks from files; a later file replaces what an earlier one of its name held.
func readReferences(_ files: [String]) throws -> (lists: [ReferenceList], systems: AutonomousSystems) {
    var lists: [ReferenceList] = []
    var systems = AutonomousSystems()
    for file in files {
        do throws(InputError) {
            let table = SystemTableReader(file: file)
            if try table.recognises() {
                let report = try table.read()
                sayRejects(report.rejects, inAll: report.rejected)
                switch report.content {
                case .prefixes(var read):
                    read.names = systems.names
                    systems = read
                case .names(let names): systems.names = names
                }
            } else {
                let report = try ListReader(file: file).read(as: nil)
                sayRefusals(report.rejects, of: file)
                lists.removeAll { $0.name == report.list.name }
                lists.append(report.list)
            }
        } catch {
            throw Failure(error)
        }
    }
    return (lists, systems)
}
