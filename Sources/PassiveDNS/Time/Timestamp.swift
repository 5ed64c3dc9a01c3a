/// An instant in whole seconds since 1970-01-01T00:00:00Z, the resolution of passive DNS.
///
/// Leap seconds are not counted (POSIX time). Any `Int64` is a valid value; readers decide which range they accept.
public struct Timestamp: Hashable, Comparable, Sendable {
    /// Seconds since the Unix epoch, UTC.
    public let seconds: Int64

    /// Makes an instant from seconds since the Unix epoch.
    public init(seconds: Int64) {
        self.seconds = seconds
    }

    /// Compares by time.
    public static func < (a: Timestamp, b: Timestamp) -> Bool {
        a.seconds < b.seconds
    }
}

// MARK: - Civil dates

extension Timestamp {
    /// Seconds in a day.
    public static let day: Int64 = 86_400

    /// Makes the instant of a civil date and time in UTC (proleptic Gregorian calendar).
    ///
    /// Fields are taken as given: month 1–12, day 1–31, hour 0–23, minute 0–59, second 0–60.
    public init(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0) {
        // Days from civil: years begin in March so that the leap day comes last.
        let y = month <= 2 ? year - 1 : year
        let era = (y >= 0 ? y : y - 399) / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        let days = era * 146_097 + dayOfEra - 719_468
        self.init(seconds: Int64(days * 86_400 + hour * 3_600 + minute * 60 + second))
    }

    /// The civil date and time in UTC.
    public var civil: (year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int) {
        var days = Int(seconds / Self.day)
        var rest = Int(seconds % Self.day)
        if rest < 0 {
            rest += Int(Self.day)
            days -= 1
        }
        days += 719_468
        let era = (days >= 0 ? days : days - 146_096) / 146_097
        let dayOfEra = days - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (
            year, month, dayOfYear - (153 * shifted + 2) / 5 + 1, rest / 3_600, rest % 3_600 / 60, rest % 60
        )
    }
}

// MARK: - Text

extension Timestamp: CustomStringConvertible {
    /// ISO 8601 in UTC, such as `2015-07-10T21:17:05Z`.
    public var description: String {
        var text: [UInt8] = []
        text.reserveCapacity(20)
        write(to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// Appends the UTF-8 of ``description``.
    package func write(to text: inout [UInt8]) {
        let c = civil
        Self.write(c.year, c.month, c.day, to: &text)
        text.append(UInt8(ascii: "T"))
        Self.write(c.hour, width: 2, to: &text)
        text.append(UInt8(ascii: ":"))
        Self.write(c.minute, width: 2, to: &text)
        text.append(UInt8(ascii: ":"))
        Self.write(c.second, width: 2, to: &text)
        text.append(UInt8(ascii: "Z"))
    }

    /// The civil date alone, such as `2015-07-10`.
    public var date: String {
        let c = civil
        var text: [UInt8] = []
        Self.write(c.year, c.month, c.day, to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    private static func write(_ year: Int, _ month: Int, _ day: Int, to text: inout [UInt8]) {
        write(year, width: 4, to: &text)
        text.append(UInt8(ascii: "-"))
        write(month, width: 2, to: &text)
        text.append(UInt8(ascii: "-"))
        write(day, width: 2, to: &text)
    }

    /// Writes a number with leading zeros, where it has fewer digits than are wanted.
    private static func write(_ value: Int, width: Int, to text: inout [UInt8]) {
        guard value >= 0, value < 10_000 else {
            text += String(value).utf8
            return
        }
        var divisor = width == 4 ? 1_000 : 10
        while divisor > 0 {
            text.append(UInt8(ascii: "0") + UInt8(value / divisor % 10))
            divisor /= 10
        }
    }
}

extension Timestamp {
    /// Reads a time as people and programs write it, or `nil` where it is no time.
    ///
    /// Accepts Unix seconds with an optional fraction (`1436563025`, `1436563025.5`), a date (`2015-07-10`) and a date
    /// with time, separated by `T` or one space, with optional seconds, fraction and offset (`Z`, `+02:00`, `-0100`).
    /// A time without an offset is taken as UTC. Fractions are cut off. Dates follow ISO 8601 and RFC 3339.
    public init?(_ text: some StringProtocol) {
        guard let read = text.utf8.withContiguousStorageIfAvailable({ Self.read(UnsafeRawBufferPointer($0)) }) else {
            self.init(String(text))
            return
        }
        guard let read else { return nil }
        self = read
    }

    /// Reads a time from bytes, with the rules of ``init(_:)``.
    public init?(utf8 bytes: UnsafeRawBufferPointer) {
        guard let read = Self.read(bytes) else { return nil }
        self = read
    }

    private static func read(_ bytes: UnsafeRawBufferPointer) -> Timestamp? {
        var cursor = Digits(bytes: bytes)
        if bytes.count >= 8, bytes.count > 4, bytes[4] == UInt8(ascii: "-"), bytes[0] != UInt8(ascii: "-") {
            return cursor.civil()
        }
        return cursor.unix()
    }

    /// A cursor over the digits and separators of a written time.
    private struct Digits {
        let bytes: UnsafeRawBufferPointer
        var at = 0

        mutating func number(_ width: Int, upTo most: Int) -> Int? {
            guard at + width <= bytes.count else { return nil }
            var value = 0
            for _ in 0..<width {
                let digit = bytes[at] &- UInt8(ascii: "0")
                guard digit <= 9 else { return nil }
                value = value * 10 + Int(digit)
                at += 1
            }
            return value <= most ? value : nil
        }

        mutating func skip(_ byte: UInt8) -> Bool {
            guard at < bytes.count, bytes[at] == byte else { return false }
            at += 1
            return true
        }

        mutating func fraction() -> Bool {
            guard skip(UInt8(ascii: ".")) || skip(UInt8(ascii: ",")) else { return true }
            let start = at
            while at < bytes.count, bytes[at] &- UInt8(ascii: "0") <= 9 { at += 1 }
            return at > start
        }

        mutating func unix() -> Timestamp? {
            let negative = skip(UInt8(ascii: "-"))
            let start = at
            var value: Int64 = 0
            while at < bytes.count, bytes[at] &- UInt8(ascii: "0") <= 9 {
                guard at - start < 18 else { return nil }
                value = value * 10 + Int64(bytes[at] &- UInt8(ascii: "0"))
                at += 1
            }
            guard at > start, fraction(), at == bytes.count else { return nil }
            return Timestamp(seconds: negative ? -value : value)
        }

        mutating func civil() -> Timestamp? {
            if let local = dateAndTime() {
                guard fraction(), let offset = offset() else { return nil }
                return Timestamp(seconds: local.seconds - offset)
            }
            let dash = UInt8(ascii: "-")
            guard let year = number(4, upTo: 9_999), skip(dash), let month = number(2, upTo: 12), month >= 1,
                skip(dash),
                let day = number(2, upTo: Self.days(of: month, year)), day >= 1
            else { return nil }
            if at == bytes.count { return Timestamp(year: year, month: month, day: day) }
            guard skip(UInt8(ascii: "T")) || skip(UInt8(ascii: "t")) || skip(UInt8(ascii: " ")) else { return nil }
            let colon = UInt8(ascii: ":")
            guard let hour = number(2, upTo: 23), skip(colon), let minute = number(2, upTo: 59) else { return nil }
            var second = 0
            if skip(colon) {
                guard let read = number(2, upTo: 60), fraction() else { return nil }
                second = read
            }
            guard let offset = offset() else { return nil }
            let local = Timestamp(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
            return Timestamp(seconds: local.seconds - offset)
        }

        /// A date and a time with seconds, as nearly all programs write them; `nil`, and nothing read, where there are none.
        private mutating func dateAndTime() -> Timestamp? {
            guard bytes.count >= 19, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
                bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
                let century = pair(0), let yearOfCentury = pair(2), let month = pair(5), let day = pair(8),
                let hour = pair(11), let minute = pair(14), let second = pair(17)
            else { return nil }
            let year = century * 100 + yearOfCentury
            guard month >= 1, month <= 12, day >= 1, day <= Self.days(of: month, year), hour <= 23, minute <= 59,
                second <= 60
            else { return nil }
            at = 19
            return Timestamp(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
        }

        @inline(__always)
        private func pair(_ place: Int) -> Int? {
            let (tens, ones) = (bytes[place] &- UInt8(ascii: "0"), bytes[place + 1] &- UInt8(ascii: "0"))
            return tens <= 9 && ones <= 9 ? Int(tens) * 10 + Int(ones) : nil
        }

        /// Seconds east of UTC; nothing written means UTC.
        mutating func offset() -> Int64? {
            if at == bytes.count { return 0 }
            if skip(UInt8(ascii: "Z")) || skip(UInt8(ascii: "z")) { return at == bytes.count ? 0 : nil }
            let sign: Int64
            if skip(UInt8(ascii: "+")) {
                sign = 1
            } else if skip(UInt8(ascii: "-")) {
                sign = -1
            } else {
                return nil
            }
            guard let hours = number(2, upTo: 23) else { return nil }
            _ = skip(UInt8(ascii: ":"))
            guard let minutes = at == bytes.count ? 0 : number(2, upTo: 59), at == bytes.count else { return nil }
            return sign * Int64(hours * 3_600 + minutes * 60)
        }

        static func days(of month: Int, _ year: Int) -> Int {
            switch month {
            case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
            case 4, 6, 9, 11: 30
            default: 31
            }
        }
    }
}
