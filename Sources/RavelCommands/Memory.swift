#if os(Linux)
internal import CMalloc
#endif

/// Gives the memory of large arrays back to the system as soon as they end.
///
/// By itself the C library learns from an array of up to 32 MiB that such arrays come and go, and takes the next ones from
/// its heap, where what ends between others leaves a hole: a tenth of an analysis' memory.
func giveBackLargeArrays() {
    #if os(Linux)
    mallopt(M_MMAP_THRESHOLD, 1 << 20)
    mallopt(M_TRIM_THRESHOLD, 32 << 20)
    #endif
}

/// Keeps what a value holds until the process ends.
///
/// To give the millions of texts of an analysis back one by one takes seconds of which nobody has anything.
func keepToTheEnd(_ value: some Any) {
    _ = Unmanaged.passRetained(Kept(value: value))
}

private final class Kept {
    private let value: Any

    init(value: Any) { self.value = value }
}
