#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif
internal import Synchronization

/// Whether the program was asked to stop, by SIGTERM, SIGINT or SIGHUP.
enum StopSignal {
    private static let came = Atomic(false)

    /// From now on these signals are remembered, and no longer end the program; also where who started it had them blocked.
    static func await() {
        var all = sigset_t()
        sigemptyset(&all)
        for number in [SIGTERM, SIGINT, SIGHUP] {
            signal(number) { _ in StopSignal.came.store(true, ordering: .relaxed) }
            sigaddset(&all, number)
        }
        sigprocmask(SIG_UNBLOCK, &all, nil)
    }

    static var hasCome: Bool { came.load(ordering: .relaxed) }
}
