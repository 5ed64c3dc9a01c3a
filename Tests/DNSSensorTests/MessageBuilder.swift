@testable import DNSSensor

/// Builds DNS messages octet by octet, for tests.
struct MessageBuilder {
    enum Section: Int {
        case answer = 6
        case authority = 8
        case additional = 10
    }

    private(set) var octets: [UInt8]

    init(id: UInt16 = 1, flags: UInt16 = 0x8180) {
        octets = Self.short(id) + Self.short(flags) + [0, 0, 0, 0, 0, 0, 0, 0]
    }

    static func short(_ number: UInt16) -> [UInt8] { [UInt8(number >> 8), UInt8(number & 255)] }
    static func long(_ number: UInt32) -> [UInt8] { short(UInt16(number >> 16)) + short(UInt16(number & 0xffff)) }

    /// A name without references.
    static func name(_ text: String) -> [UInt8] {
        text == "." ? [0] : text.split(separator: ".").flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) } + [0]
    }

    static func reference(_ offset: Int) -> [UInt8] { short(0xc000 | UInt16(offset)) }

    mutating func question(_ name: String, _ type: UInt16 = 1, recordClass: UInt16 = 1) {
        question(Self.name(name), type, recordClass: recordClass)
    }

    mutating func question(_ name: [UInt8], _ type: UInt16 = 1, recordClass: UInt16 = 1) {
        count(4)
        octets += name + Self.short(type) + Self.short(recordClass)
    }

    /// Adds a record and returns where its data begin.
    @discardableResult
    mutating func record(
        _ owner: [UInt8],
        _ type: UInt16,
        _ data: [UInt8],
        in section: Section = .answer,
        recordClass: UInt16 = 1,
        timeToLive: UInt32 = 60,
        length: Int? = nil
    ) -> Int {
        count(section.rawValue)
        octets += owner + Self.short(type) + Self.short(recordClass) + Self.long(timeToLive)
        octets += Self.short(UInt16(length ?? data.count)) + data
        return octets.count - data.count
    }

    private mutating func count(_ place: Int) {
        if octets[place + 1] == 255 { octets[place] += 1 }
        octets[place + 1] &+= 1
    }
}
