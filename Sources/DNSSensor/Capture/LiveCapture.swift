#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// The packets that cross a network interface, through libpcap.
///
/// An interface that fails or disappears is opened again when it is back: after a second, and then in steps that double up to
/// half a minute. Keeps no more in memory than the kernel's buffer of 32 MiB.
public struct LiveCapture: ~Copyable {
    private static let shortestPause: Int32 = 1_000
    private static let longestPause: Int32 = 32_000

    /// The interface's name.
    public let interface: String
    /// What became of packets before they were decoded; as of the last ``count()`` for those that were dropped.
    public private(set) var counters = LiveCounters()
    /// Why nothing can be captured just now; `nil` where it can.
    public private(set) var failure: String?

    private let filter: String?
    private var handle: PcapHandle?
    /// Whether the interface failed, but the kernel may still hold packets of it.
    private var isFailing = false
    private var pause = shortestPause
    private var untilNextTry: Int32 = 0

    /// Opens an interface.
    ///
    /// - Parameters:
    ///   - interface: its name; `any` for all of them.
    ///   - filter: a BPF expression as tcpdump takes it, or `nil` for everything.
    /// - Throws: ``LiveCaptureError`` where it is not there, not up or not permitted, or the filter is wrong.
    public init(_ interface: String, filter: String?) throws(LiveCaptureError) {
        self.interface = interface
        self.filter = filter
        handle = try PcapHandle(interface, filter: filter)
    }

    /// Waits until packets are there; returns earlier when a signal comes.
    ///
    /// - Parameter milliseconds: the time to wait at most.
    public mutating func wait(_ milliseconds: Int32) {
        if handle != nil {
            handle?.wait(milliseconds)
        } else {
            let slept = min(milliseconds, untilNextTry)
            poll(nil, 0, slept)
            untilNextTry &-= slept
            if untilNextTry <= 0 { reopen() }
        }
    }

    /// The next packet, valid until the one after it; `nil` where none is there now.
    mutating func next() -> CapturedPacket? {
        while true {
            do throws(LiveCaptureError) {
                guard let packet = try handle?.next() else { return nil }
                counters.received &+= 1
                return packet
            } catch {
                guard !isFailing else {
                    fail(error.reason)
                    return nil
                }
                isFailing = true
                poll(nil, 0, 2 * PcapHandle.bufferTime)
            }
        }
    }

    /// Asks how many packets were dropped.
    public mutating func count() {
        guard let drops = handle?.newDrops() else { return }
        counters.droppedByKernel &+= drops.kernel
        counters.droppedByInterface &+= drops.interface
    }

    private mutating func fail(_ reason: String) {
        count()
        handle = nil
        isFailing = false
        failure = reason
        untilNextTry = pause
    }

    private mutating func reopen() {
        do throws(LiveCaptureError) {
            handle = try Privileges.whileCapturing { () throws(LiveCaptureError) in
                try PcapHandle(interface, filter: filter)
            }
            failure = nil
            pause = Self.shortestPause
            counters.reopened &+= 1
        } catch {
            failure = error.reason
            pause = min(pause &* 2, Self.longestPause)
            untilNextTry = pause
        }
    }
}
