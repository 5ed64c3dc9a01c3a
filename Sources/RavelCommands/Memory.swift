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
