/// What became of packets before they were decoded.
public struct LiveCounters: Hashable, Sendable {
    /// Packets handed on by the kernel; what is decoded.
    public internal(set) var received = 0
    /// Packets that passed the filter and were dropped by the kernel, as its buffer was full.
    public internal(set) var droppedByKernel = 0
    /// Packets dropped by the interface or its driver.
    public internal(set) var droppedByInterface = 0
    /// How often the interface was opened again after it had failed.
    public internal(set) var reopened = 0

    /// All counters in their order.
    public var list: [(name: String, value: Int)] {
        [
            ("received", received), ("dropped_by_kernel", droppedByKernel),
            ("dropped_by_interface", droppedByInterface), ("reopened", reopened),
        ]
    }
}
