#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif
internal import Synchronization

/// Whether the program was asked to stop, by SIGTERM or SIGINT.
enum StopSignal {
    private static let came = Atomic(false)

    /// From now on these signals are remembered, and no longer end the program; also where who started it had them blocked.
    static func await() {
        signal(SIGTERM) { _ in StopSignal.came.store(true, ordering: .relaxed) }
        signal(SIGINT) { _ in StopSignal.came.store(true, ordering: .relaxed) }
        var both = sigset_t()
        sigemptyset(&both)
        sigaddset(&both, SIGTERM)
        sigaddset(&both, SIGINT)
        sigprocmask(SIG_UNBLOCK, &both, nil)
    }

    static var hasCome: Bool { came.load(ordering: .relaxed) }
}
