internal import InfraGraph

/// Text from the data, made safe for HTML.
///
/// What is invisible or changes the direction of others is written out first (`[U+202E]`), as in maps.
enum HTMLText {
    /// Text for an element's content or a quoted attribute.
    static func escaped(_ text: String) -> String {
        XMLText.escaped(text).replacing("'", with: "&#39;")
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
