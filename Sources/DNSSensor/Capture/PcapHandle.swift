internal import CPcap

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// An open interface of libpcap.
struct PcapHandle: ~Copyable {
    /// Packets are kept up to this length, in bytes: more than any packet with DNS has.
    private static let snapshotLength: Int32 = 262_144
    /// The kernel keeps so many bytes of packets until they are read.
    private static let bufferBytes: Int32 = 32 << 20
    /// The kernel hands on a part of its buffer when it is full, or after so many milliseconds.
    static let bufferTime: Int32 = 100

    private let handle: OpaquePointer
    private let link: LinkType
    private let descriptor: Int32
    private var counted = pcap_stat()

    /// Opens an interface, promiscuously where that can be.
    ///
    /// - Parameters:
    ///   - interface: its name; `any` for all.
    ///   - filter: a BPF expression as tcpdump takes it, or `nil` for everything.
    /// - Throws: ``LiveCaptureError`` where it is not there, not up or not permitted, or the filter is wrong.
    init(_ interface: String, filter: String?) throws(LiveCaptureError) {
        var told = [CChar](repeating: 0, count: Int(PCAP_ERRBUF_SIZE))
        guard let handle = pcap_create(interface, &told) else {
            throw LiveCaptureError(interface: interface, reason: Self.text(told))
        }
        pcap_set_snaplen(handle, Self.snapshotLength)
        pcap_set_promisc(handle, 1)
        pcap_set_timeout(handle, Self.bufferTime)
        pcap_set_buffer_size(handle, Self.bufferBytes)
        pcap_set_tstamp_precision(handle, PCAP_TSTAMP_PRECISION_NANO)
        do throws(LiveCaptureError) {
            let status = pcap_activate(handle)
            guard status >= 0 else { throw Self.problem(handle, interface, status) }
            try Self.set(filter, handle, interface)
            guard pcap_setnonblock(handle, 1, &told) == 0 else {
                throw LiveCaptureError(interface: interface, reason: Self.text(told))
            }
            let link = LinkType(rawValue: UInt32(bitPattern: pcap_datalink(handle)))
            guard link.isRead else {
                let name = pcap_datalink_val_to_name(pcap_datalink(handle)).map { String(cString: $0) } ?? "unknown"
                throw LiveCaptureError(interface: interface, reason: "its link type, \(name), is not read")
            }
            self.link = link
        } catch {
            pcap_close(handle)
            throw error
        }
        self.handle = handle
        descriptor = pcap_get_selectable_fd(handle)
    }

    deinit {
        pcap_close(handle)
    }

    // MARK: - Packets

    /// Waits until packets are there, in milliseconds; returns earlier on a signal.
    func wait(_ milliseconds: Int32) {
        var waited = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        poll(&waited, 1, milliseconds)
    }

    /// The next packet, valid until the one after it; `nil` where none is there now.
    func next() throws(LiveCaptureError) -> CapturedPacket? {
        var header: UnsafeMutablePointer<pcap_pkthdr>?
        var bytes: UnsafePointer<UInt8>?
        let status = pcap_next_ex(handle, &header, &bytes)
        guard status >= 0 else { throw LiveCaptureError(interface: "", reason: String(cString: pcap_geterr(handle))) }
        guard status == 1, let header = header?.pointee else { return nil }
        return CapturedPacket(
            bytes: UnsafeRawBufferPointer(start: bytes, count: Int(header.caplen)),
            link: link,
            originalLength: Int(header.len),
            time: Int64(header.ts.tv_sec) &* 1_000_000_000 &+ Int64(header.ts.tv_usec)
        )
    }

    /// Packets dropped since this was asked last, by the kernel and by the interface.
    mutating func newDrops() -> (kernel: Int, interface: Int) {
        var now = pcap_stat()
        guard pcap_stats(handle, &now) == 0 else { return (0, 0) }
        defer { counted = now }
        // They are 32 bits wide and wrap.
        return (Int(now.ps_drop &- counted.ps_drop), Int(now.ps_ifdrop &- counted.ps_ifdrop))
    }

    // MARK: - Opening

    private static func set(_ filter: String?, _ handle: OpaquePointer, _ interface: String) throws(LiveCaptureError) {
        guard let filter else { return }
        var program = bpf_program()
        guard pcap_compile(handle, &program, filter, 1, bpf_u_int32(0xffff_ffff)) == 0 else {
            let told = String(cString: pcap_geterr(handle))
            throw LiveCaptureError(interface: interface, reason: "the filter '\(filter)' is wrong: \(told)")
        }
        defer { pcap_freecode(&program) }
        guard pcap_setfilter(handle, &program) == 0 else {
            throw LiveCaptureError(interface: interface, reason: String(cString: pcap_geterr(handle)))
        }
    }

    private static func problem(_ handle: OpaquePointer, _ interface: String, _ status: Int32) -> LiveCaptureError {
        let told = String(cString: pcap_geterr(handle))
        let reason =
            switch status {
            case PCAP_ERROR_NO_SUCH_DEVICE: "there is no such interface; `ip link` lists them"
            case PCAP_ERROR_PERM_DENIED: "capturing is not permitted; start as root or with CAP_NET_RAW"
            case PCAP_ERROR_IFACE_NOT_UP: "the interface is down; `ip link set \(interface) up` brings it up"
            default: told.isEmpty ? String(cString: pcap_statustostr(status)) : told
            }
        return LiveCaptureError(interface: interface, reason: reason)
    }

    private static func text(_ buffer: [CChar]) -> String {
        String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
