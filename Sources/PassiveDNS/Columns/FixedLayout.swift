/// A type whose values are kept as the bytes that they have in memory, an array of them as a whole.
///
/// What was kept so can be read by the same program on the same machine, and by no other.
package protocol FixedLayout: BitwiseCopyable, Columned {}

extension FixedLayout {
    package func write(to columns: inout ColumnWriter) throws {
        try withUnsafeBytes(of: self) { try columns.append($0) }
    }

    package init(from columns: inout ColumnReader) throws {
        self = try columns.fixed()
    }

    package static func writeAll(_ values: [Self], to columns: inout ColumnWriter) throws {
        try values.withUnsafeBytes { try columns.append($0) }
    }

    package static func readAll(_ count: Int, from columns: inout ColumnReader) throws -> [Self] {
        let (size, isBeyondReason) = count.multipliedReportingOverflow(by: MemoryLayout<Self>.stride)
        guard !isBeyondReason else { throw ColumnError.truncated }
        try columns.require(size)
        return try Array(unsafeUninitializedCapacity: count) { room, filled in
            let room = UnsafeMutableRawBufferPointer(room)
            try columns.fill(UnsafeMutableRawBufferPointer(rebasing: room[..<size]))
            filled = count
        }
    }
}

extension Bool: FixedLayout {}
extension UInt8: FixedLayout {}
extension UInt32: FixedLayout {}
extension Int32: FixedLayout {}
extension Int64: FixedLayout {}
extension Int: FixedLayout {}
extension Double: FixedLayout {}
extension IPAddress: FixedLayout {}
extension IPPrefix: FixedLayout {}
extension Period: FixedLayout {}
extension RecordType: FixedLayout {}
extension Timestamp: FixedLayout {}
