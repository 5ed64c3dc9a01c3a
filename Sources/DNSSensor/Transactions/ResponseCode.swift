/// Response codes (RFC 6895 section 2.3).
enum ResponseCode {
    static let noError: UInt16 = 0
    static let nonexistent: UInt16 = 3

    private static let mnemonics = [
        "NOERROR", "FORMERR", "SERVFAIL", "NXDOMAIN", "NOTIMP", "REFUSED", "YXDOMAIN", "YXRRSET", "NXRRSET", "NOTAUTH",
        "NOTZONE", "DSOTYPENI",
    ]

    /// The mnemonic, or `RCODE` and the number.
    static func mnemonic(_ code: UInt16) -> String {
        switch code {
        case 16: "BADVERS"
        case 23: "BADCOOKIE"
        default: Int(code) < mnemonics.count ? mnemonics[Int(code)] : "RCODE\(code)"
        }
    }

    /// The record type under which codes are kept: they hold for the name, and no zone has records of it.
    static let recordType: UInt16 = 255
}
