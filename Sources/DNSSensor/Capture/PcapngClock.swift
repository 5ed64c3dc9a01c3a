/// How an interface of a pcapng file counts time: the options `if_tsresol` and `if_tsoffset`.
struct PcapngClock {
    private var ticksPerSecond: UInt64 = 1_000_000
    private var offset: Int64 = 0

    /// Reads an interface's options, of which each is a code, a length and a value padded to four bytes.
    init(options: UnsafeRawBufferPointer, _ order: FieldOrder) throws(CaptureDamage) {
        var at = 0
        while at &+ 4 <= options.count {
            let code = order.number16(options, at: at)
            let length = Int(order.number16(options, at: at &+ 2))
            let value = at &+ 4
            guard code != 0, value &+ length <= options.count else { return }
            if code == 9, length == 1 { ticksPerSecond = try Self.resolution(options[value]) }
            if code == 14, length == 8 { offset = Int64(bitPattern: order.number64(options, at: value)) }
            at = (value &+ length &+ 3) & ~3
        }
    }

    /// A power of ten, or of two where the highest bit is set.
    private static func resolution(_ code: UInt8) throws(CaptureDamage) -> UInt64 {
        let exponent = Int(code & 0x7f)
        if code & 0x80 != 0, exponent < 64 { return 1 << UInt64(exponent) }
        guard code & 0x80 == 0, exponent < 20 else {
            throw CaptureDamage(reason: "an interface counts time in units too small (if_tsresol \(code))")
        }
        return (0..<exponent).reduce(1) { power, _ in power &* 10 }
    }

    /// Nanoseconds since 1970, UTC; `nil` where they are out of range.
    func nanoseconds(_ ticks: UInt64) -> Int64? {
        let seconds = (Int64(exactly: ticks / ticksPerSecond) ?? .max).addingReportingOverflow(offset)
        let part = (ticks % ticksPerSecond).multipliedFullWidth(by: 1_000_000_000)
        let fraction = Int64(ticksPerSecond.dividingFullWidth(part).quotient)
        let whole = seconds.partialValue.multipliedReportingOverflow(by: 1_000_000_000)
        let sum = whole.partialValue.addingReportingOverflow(fraction)
        return seconds.overflow || whole.overflow || sum.overflow ? nil : sum.partialValue
    }
}
