internal import PassiveDNS

/// The name of a sensor's batch: the time of its newest observation, and the beginning of the digest of its lines.
enum BatchName {
    /// The name of a batch whose digest is this.
    static func name(newest: Timestamp, digest: String) -> String {
        let time = newest.description.filter { $0.isNumber || $0 == "T" || $0 == "Z" }
        return "\(time)-\(digest.prefix(digestLength)).jsonl"
    }

    /// Throws where a file has the name of a batch, packed or not, but other lines.
    static func check(_ file: String, digest: String) throws {
        let name = file.split(separator: "/").last ?? ""
        let pattern = #/[0-9]{8}T[0-9]{6}Z-([0-9a-f]{16})\.jsonl(\.(gz|bz2|xz|zst))?/#
        guard let told = name.wholeMatch(of: pattern)?.1, !digest.hasPrefix(told) else { return }
        throw Failure(
            "\(file): its lines are not those of the digest in its name, as when a copy is under way or was cut; nothing of it"
                + " was taken. Copy batches under a name that begins with a dot and rename them then"
        )
    }

    private static let digestLength = 16
}
