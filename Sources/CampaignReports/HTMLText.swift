internal import InfraGraph

/// Text from the data, made safe for HTML.
///
/// What is invisible or changes the direction of others is written out first (`[U+202E]`), as in maps.
enum HTMLText {
    /// Text for an element's content or a quoted attribute.
    static func escaped(_ text: String) -> String {
        XMLText.escaped(text).replacing("'", with: "&#39;")
    }

    /// A file beside the page, for an attribute that leads there: whatever it is called, it is neither a scheme nor a folder.
    static func link(_ file: String) -> String {
        let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~".utf8)
        return "./"
            + file.utf8.map { byte in
                plain.contains(byte)
                    ? String(UnicodeScalar(byte))
                    : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
            .joined()
    }

    /// JSON for a data block: nothing in it can end the element, or begin a comment.
    static func script(_ json: String) -> String {
        json.replacing("<", with: "\\u003C").replacing(">", with: "\\u003E").replacing("&", with: "\\u0026")
    }

    /// An indicator that no mail program or chat turns into a link.
    static func defanged(_ indicator: String) -> String {
        indicator.replacing(".", with: "[.]").replacing(":", with: "[:]")
    }
}
