internal import CPublicSuffix

/// Names with letters beyond ASCII (IDNA 2008, RFC 5891), through libidn2.
public enum InternationalName {
    /// The ASCII form that the DNS knows a name by, or `nil` where IDNA forbids the name.
    public static func ascii(_ name: String) -> String? {
        var output: UnsafeMutablePointer<CChar>?
        let status = idn2_to_ascii_8z(name, &output, Int32(IDN2_NFC_INPUT.rawValue | IDN2_NONTRANSITIONAL.rawValue))
        defer { idn2_free(output) }
        guard status == IDN2_OK.rawValue, let output else { return nil }
        return String(cString: output)
    }

    /// The letters behind a name of the DNS, or `nil` where it is all ASCII or what it says is no name by IDNA.
    public static func letters(_ name: String) -> String? {
        guard name.contains("xn--") else { return nil }
        var output: UnsafeMutablePointer<CChar>?
        let status = idn2_to_unicode_8z8z(name, &output, 0)
        defer { idn2_free(output) }
        guard status == IDN2_OK.rawValue, let output else { return nil }
        let letters = String(cString: output)
        return letters == name ? nil : letters
    }
}
