/// Memory to work in, which is freed with its owner.
final class ScratchMemory {
    let bytes: UnsafeMutableRawBufferPointer

    init(byteCount: Int) {
        bytes = .allocate(byteCount: byteCount, alignment: 8)
    }

    deinit {
        bytes.deallocate()
    }
}
