import Foundation
import Synchronization

/// The targets by the name that `RAVEL_FUZZ` chooses one by.
let targets: [String: @Sendable (UnsafeRawBufferPointer) -> Void] = FileFuzzing.targets.merging(packets) { one, _ in one
}

private let packets: [String: @Sendable (UnsafeRawBufferPointer) -> Void] = [
    "captures": { PacketFuzzing.captures($0) },
    "links": { PacketFuzzing.links($0) },
    "fragments": { PacketFuzzing.fragments($0) },
    "streams": { PacketFuzzing.streams($0) },
    "messages": { MessageFuzzing.messages($0) },
    "dnstap": { MessageFuzzing.dnstap($0) },
]

let target: @Sendable (UnsafeRawBufferPointer) -> Void = {
    let name = ProcessInfo.processInfo.environment["RAVEL_FUZZ"] ?? ""
    guard let chosen = targets[name] else { fatalError("RAVEL_FUZZ is one of \(targets.keys.sorted())") }
    return chosen
}()

/// What libFuzzer calls with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    target(UnsafeRawBufferPointer(start: bytes, count: count))
    return 0
}
