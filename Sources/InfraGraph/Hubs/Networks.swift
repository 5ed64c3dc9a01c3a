internal import PassiveDNS

/// For each address, a number for the network it lies in.
///
/// The autonomous system that announces it, where a table of them is at hand; else the /16 of an IPv4 address or the /32
/// of an IPv6 one, which registries hand out to one provider as a rule.
struct Networks: Sendable {
    let ofAddress: [Int32]
    let count: Int

    /// Numbers the networks of ascending addresses.
    ///
    /// One look-up an address.
    init(_ addresses: [IPAddress], systems: AutonomousSystems) {
        var numbers: [UInt64: Int32] = [:]
        ofAddress = addresses.map { address in
            let key: UInt64
            if let system = systems.system(of: address) {
                key = 1 << 62 | UInt64(system.number)
            } else {
                key =
                    address.isV4
                    ? UInt64(truncatingIfNeeded: address.value >> 16) & 0xffff
                    : 1 << 61 | UInt64(truncatingIfNeeded: address.value >> 96)
            }
            if let known = numbers[key] { return known }
            numbers[key] = Int32(numbers.count)
            return Int32(numbers.count - 1)
        }
        count = numbers.count
    }
}
