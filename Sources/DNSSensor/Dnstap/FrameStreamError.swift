/// Why a stream of frames can't be read on.
enum FrameStreamError: Error, Hashable, CustomStringConvertible {
    /// It does not begin with a control frame, or one stands where it may not.
    case unexpected
    /// A control frame is longer than 512 octets or its fields don't fit.
    case malformedControl
    /// It carries something other than dnstap.
    case contentType(String)

    var description: String {
        switch self {
        case .unexpected: "is no Frame Streams data, or its control frames are out of order"
        case .malformedControl: "has a malformed control frame"
        case .contentType(let type):
            "carries \(type.isEmpty ? "no content type" : "the content type \(type.debugDescription)"), not \(FrameStream.contentType)"
        }
    }
}
