import Testing

@testable import RavelCommands

@Suite struct MemoryBoundTests {
    @Test(
        "a quarter of the memory is taken, but neither too little to sort nor too much for others",
        arguments: [(24_576, 4_096), (8_192, 2_048), (1_024, 256), (100, 64)]
    )
    func shares(mebibytes: Int, bound: Int) {
        #expect(MemoryBound.share(of: mebibytes << 20).bytes == bound << 20)
    }

    @Test("this machine's share lies within what may be asked for")
    func usual() {
        #expect(MemoryBound.usual.bytes >= 64 << 20)
        #expect(MemoryBound.usual.bytes <= 4 << 30)
    }

    @Test(arguments: [("64M", 64), ("2g", 2_048)])
    func reads(text: String, mebibytes: Int) {
        #expect(MemoryBound(argument: text)?.bytes == mebibytes << 20)
    }

    @Test(arguments: ["", "G", "63M", "-1G", "1.5G", "9999999999999999G", "100"])
    func refuses(text: String) {
        #expect(MemoryBound(argument: text) == nil)
    }
}
