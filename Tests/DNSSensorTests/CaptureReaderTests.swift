import Foundation
import PackedFiles
import TestSupport
import Testing

@testable import DNSSensor

@Suite struct CaptureReaderTests {
    struct Read {
        var packets: [[UInt8]] = []
        var times: [Int64?] = []
        var links: [UInt32] = []
        var damage: String?
    }

    let folder: TemporaryFolder
    let packets = (1...5).map { Packets.frame(Packets.message($0, length: 20 + $0)) }

    init() throws {
        folder = try TemporaryFolder()
    }

    private func read(path: String) throws -> Read {
        var reader = try CaptureReader(path, CaptureBuffer(path))
        var read = Read()
        while let packet = reader.next() {
            read.packets.append(Array(packet.bytes))
            read.times.append(packet.time)
            read.links.append(packet.link.rawValue)
        }
        #expect(reader.packets == read.packets.count)
        read.damage = reader.damage?.description
        return read
    }

    private func read(_ file: Data) throws -> Read {
        try read(path: try folder.write(file, as: "capture"))
    }

    @Test(arguments: [false, true]) func pcap(isBigEndian: Bool) throws {
        let files = CaptureFiles(isBigEndian: isBigEndian)
        for (magic, nanoseconds) in [(0xa1b2_c3d4, 7_000), (0xa1b2_3c4d, 7), (0xa1b2_cd34, 7_000)] as [(UInt64, Int64)]
        {
            let read = try read(files.pcap(packets, magic: magic, link: 0x1000_0071, seconds: 0xffff_ff00))
            #expect(read.packets == packets && read.damage == nil)
            #expect(read.links.allSatisfy { $0 == 113 })  // What the upper bits say of checksums is passed over.
            #expect(read.times == (0..<5).map { (0xffff_ff00 + $0) * 1_000_000_000 + nanoseconds })
        }
    }

    @Test(arguments: [false, true]) func pcapng(isBigEndian: Bool) throws {
        let files = CaptureFiles(isBigEndian: isBigEndian)
        let other = CaptureFiles(isBigEndian: !isBigEndian)
        let seconds: UInt64 = 1_500_000_000
        var file = files.section() + files.interface()
        file += files.interface(
            link: 101,
            snapshotLength: 96,
            options: files.option(2, [101, 110]) + files.option(9, [9])
        )
        file += files.enhanced(packets[0], ticks: seconds * 1_000_000 + 5)
        file += files.block(5, [UInt8](repeating: 1, count: 24)) + files.block(0x0bad, [1, 2, 3])
        file += files.enhanced(packets[1], interface: 1, ticks: seconds * 1_000_000_000 + 5)
        file += files.old(packets[2], ticks: seconds * 1_000_000)
        file += other.section()
        file += other.interface(options: other.option(9, [0x8a]) + other.option(14, other.bytes(100, 8)))
        file += other.enhanced(packets[3], ticks: seconds << 10 + 512) + other.simple(packets[4])
        let read = try read(Data(file))
        #expect(read.packets == packets && read.damage == nil)
        #expect(read.links == [1, 101, 1, 1, 1])
        let second = Int64(seconds) * 1_000_000_000
        #expect(read.times == [second + 5_000, second + 5, second, second + 100_500_000_000, nil])
    }

    @Test func clocks() throws {
        let order = FieldOrder(isSwapped: true)
        let files = CaptureFiles()
        func clock(_ resolution: UInt8, _ offset: Int64 = 0) throws -> PcapngClock {
            let options =
                files.option(14, files.bytes(UInt64(bitPattern: offset), 8)) + files.option(9, [resolution])
                + files.option(0, [])
            return try options.withUnsafeBytes { try PcapngClock(options: $0, order) }
        }
        #expect(try clock(0).nanoseconds(3) == 3_000_000_000)
        #expect(try clock(12).nanoseconds(3_000) == 3)
        #expect(try clock(19).nanoseconds(.max) == 1_844_674_407)
        #expect(try clock(0x80 | 63).nanoseconds(1 << 62) == 500_000_000)
        #expect(try clock(6, -10).nanoseconds(10_000_001) == 1_000)
        #expect(try clock(0).nanoseconds(.max) == nil)
        #expect(try clock(0, .max).nanoseconds(1) == nil)
        #expect(try clock(3, .min).nanoseconds(1) == nil)
        #expect(throws: CaptureDamage.self) { try clock(20) }
        #expect(throws: CaptureDamage.self) { try clock(0x80 | 64) }
    }

    @Test(arguments: ["gzip", "bzip2", "xz", "zstd"]) func packed(program: String) throws {
        let path = try folder.write(CaptureFiles().pcap(packets), as: "packed")
        let packer = Process()
        packer.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        packer.arguments = [program, "-k", "-q", path]
        packer.standardError = FileHandle.nullDevice
        try packer.run()
        packer.waitUntilExit()
        guard packer.terminationStatus == 0,
            let name = try FileManager.default.contentsOfDirectory(atPath: folder.path).first(where: { $0 != "packed" })
        else { return print("skipped: there is no \(program) here") }
        let read = try read(path: folder.path + "/" + name)
        #expect(read.packets == packets && read.damage == nil)
    }

    @Test func everyCutIsSaidAndWhatCameBeforeCounts() throws {
        let files = CaptureFiles()
        var blocks = [files.section() + files.interface()]
        blocks += packets.map { files.enhanced($0, ticks: 1) }
        let pcap = files.pcap(packets)
        var ends = [24]
        for packet in packets { ends.append((ends.last ?? 0) + 16 + packet.count) }
        let pcapngEnds = blocks.indices.map { blocks[...$0].reduce(0) { $0 + $1.count } }
        for (file, ends) in [(pcap, ends), (Data(blocks.joined()), pcapngEnds)] {
            for length in ends[0]...file.count {
                let read = try read(file.prefix(length))
                let whole = ends.dropFirst().count { $0 <= length }
                // The last four bytes of a block repeat its length: its packet is there without them.
                #expect(read.packets.count == whole || read.packets.count == whole + 1 && file.count != pcap.count)
                #expect((read.damage == nil) == ends.contains(length), "\(length)")
                if let damage = read.damage {
                    #expect(damage.contains("packet \(read.packets.count + 1): the file ends inside"))
                    #expect(damage.hasSuffix("the \(read.packets.count) packets before it count"))
                }
            }
        }
    }

    @Test func cutPackedFile() throws {
        let many = (0..<20_000).map { Packets.frame(Packets.message($0 & 0x7fff, length: 20 + $0 % 64)) }
        let path = try folder.write(CaptureFiles().pcap(many), as: "packed")
        let packer = Process()
        packer.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        packer.arguments = ["gzip", path]
        try packer.run()
        packer.waitUntilExit()
        let packed = try Data(contentsOf: URL(fileURLWithPath: path + ".gz"))
        let read = try read(packed.prefix(packed.count / 2))
        #expect(read.packets.count > 1_000 && read.packets.count < 20_000)
        #expect(read.packets == Array(many.prefix(read.packets.count)))
        #expect(read.damage?.hasSuffix("; the \(read.packets.count) packets before it count") == true)
    }

    @Test func damaged() throws {
        let files = CaptureFiles()
        let start = files.section() + files.interface()
        let good = files.enhanced(packets[0], ticks: 1)
        let cases: [([UInt8], String)] = [
            (files.bytes(6, 4) + files.bytes(13, 4) + [0, 0, 0, 0], "a block says it is 13 bytes long"),
            (files.bytes(6, 4) + files.bytes(0, 4), "a block says it is 0 bytes long"),
            (files.block(6, [1, 2, 3]), "its block is only 16 bytes long"),
            (files.enhanced(packets[0], interface: 1, ticks: 1), "it is of interface 1"),
            (files.interface(options: files.option(9, [99])), "if_tsresol 99"),
            (files.block(1, [1]), "an interface's block is too short"),
            (files.block(0x0a0d_0d0a, [UInt8](repeating: 1, count: 16)), "byte order is not known"),
            (
                files.block(6, [UInt8](repeating: 0, count: 12) + files.bytes(99, 4) + [0, 0, 0, 0]),
                "its 99 bytes are more"
            ),
        ]
        for (block, reason) in cases {
            let read = try read(Data(start + good + block + good))
            #expect(read.packets.count == 1)
            #expect(read.damage?.contains(reason) == true, "\(read.damage ?? "none")")
        }
    }

    @Test func hugePacketsAreCutAndPassedOver() throws {
        let huge = [UInt8](repeating: 1, count: 3 << 20)
        let files = CaptureFiles()
        let blocks = files.section() + files.interface() + files.enhanced(huge, ticks: 1)
        for file in [files.pcap([packets[0], huge, packets[1]]), Data(blocks + files.enhanced(packets[1], ticks: 2))] {
            let read = try read(file)
            #expect(read.packets.last == packets[1] && read.damage == nil)
            #expect(read.packets.map(\.count).max() == 1 << 20)
        }
    }

    @Test func otherFilesAreRefused() throws {
        let cases = [
            "": "is empty", "{\"rrname\":1}": "neither pcap, pcapng nor dnstap",
            "ab": "neither pcap, pcapng nor dnstap",
        ]
        for (text, reason) in cases {
            let path = try folder.write(text, as: "other")
            let error = #expect(throws: InputError.self) { _ = try read(path: path) }
            #expect(error?.description.contains(reason) == true)
        }
        #expect(throws: InputError.self) { _ = try read(path: folder.path) }
        #expect(throws: InputError.self) { _ = try read(path: folder.path + "/none") }
    }
}
