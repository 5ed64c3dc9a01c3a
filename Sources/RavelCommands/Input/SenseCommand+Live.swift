internal import DNSSensor
internal import ObservationStore
internal import PassiveDNS

extension SenseCommand {
    /// Listens on an interface until it is told to stop.
    func listen(on interface: String) throws {
        StopSignal.await()
        // The store and the output are opened by the user that keeps them, not by root.
        let capture = try open(interface)
        let destination = try output.map { try Self.destination($0) }
        let store = destination == nil ? try location.open(for: .writing) : nil
        var stored = 0
        var listener = SenseListener(capture, settings(), tellsStatistics: stats, prometheus: prometheus) {
            observations in
            if let store {
                stored += try SenseReader.store(observations, from: interface, into: store)
            } else {
                try destination?.take(observations)
            }
        }
        say("listening on \(interface)")
        listener.run()
        try destination?.finish()
        var result = SenseResult(interface: interface, listener)
        if store != nil { (result.stored, result.known) = (stored, 0) }
        if output == "-" {
            say(result.sentence)
        } else {
            show([result], as: format.format, orSay: "")
        }
        if let failure = result.damage { throw Failure("not all observations could be kept: \(failure)") }
    }

    /// Opens the interface and gives up what rights that took.
    private func open(_ interface: String) throws -> LiveCapture {
        do {
            let capture = try LiveCapture(interface, filter: filter)
            if Privileges.areRoot {
                try Privileges.drop(to: user ?? "nobody")
            } else if user != nil {
                throw Failure("--user: only root can become another user")
            }
            return capture
        } catch let error as LiveCaptureError {
            throw Failure(error)
        } catch let error as Privileges.Failure {
            throw Failure(error)
        }
    }
}
