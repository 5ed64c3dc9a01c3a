internal import ArgumentParser
internal import DNSSensor
internal import ObservationStore
internal import PassiveDNS

extension SenseCommand {
    /// Takes what comes from an interface or from resolvers until it is told to stop.
    func listen() throws {
        StopSignal.await()
        // The store and the output are opened by the user that keeps them, not by root.
        let source = try openSource()
        let name = source.name
        let store = try output == nil ? StoreOutput(location.open(for: .writing), from: name) : nil
        let destination: any SenseOutput = try store ?? openSenseOutput(output ?? "")
        var listener = SenseListener(
            source,
            settings(),
            tellsStatistics: stats,
            prometheus: prometheus,
            to: destination
        )
        say("listening on \(name)")
        listener.run()
        try destination.finish()
        var result = SenseResult(source: name, listener)
        if let store { (result.stored, result.known) = (store.stored, 0) }
        if output == "-" {
            say(result.sentence)
        } else {
            show([result], as: format.format, orSay: "")
        }
        if let failure = result.damage { throw Failure("not all observations could be kept: \(failure)") }
    }

    private func openSource() throws -> SenseSource {
        if let interface { return .interface(try open(interface)) }
        do {
            let listener = try DnstapListener(try address())
            try dropPrivileges(keepingCapture: false)
            return .dnstap(listener)
        } catch let error as DnstapListenerError {
            throw Failure(error)
        }
    }

    /// Where resolvers send dnstap to.
    func address() throws -> DnstapAddress {
        guard let address = DnstapAddress(dnstap ?? "") else {
            throw ValidationError("--dnstap \(dnstap ?? ""): is no address; write unix:/path or tcp:127.0.0.1:6000")
        }
        return address
    }

    /// Opens the interface and gives up what rights that took.
    private func open(_ interface: String) throws -> LiveCapture {
        do {
            let capture = try LiveCapture(interface, filter: filter)
            try dropPrivileges(keepingCapture: true)
            return capture
        } catch let error as LiveCaptureError {
            throw Failure(error)
        }
    }

    /// Becomes `--user`, where this is root.
    private func dropPrivileges(keepingCapture: Bool) throws {
        guard Privileges.areRoot else {
            if user != nil { throw Failure("--user: only root can become another user") }
            return
        }
        do {
            try Privileges.drop(to: user ?? "nobody", keepingCapture: keepingCapture)
        } catch {
            throw Failure(error)
        }
    }
}
