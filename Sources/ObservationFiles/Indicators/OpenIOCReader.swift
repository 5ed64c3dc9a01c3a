internal import CXMLReader
internal import PackedFiles
internal import PassiveDNS

/// Reads OpenIOC 1.0 and 1.1 (`.ioc`): the file is an attack, named by its short description.
///
/// Takes the indicator items whose context is a name, an address or a URL. The date is that of authorship. XML is read
/// through libxml2's reader: no network, no document type (and so no entities of its own), nesting of at most 64 elements, and tags
/// of at most 4 KiB.
enum OpenIOCReader {
    private static let deepest: Int32 = 64
    private static let longestTag = 4_096

    /// The ends of the search terms (`DnsEntryItem/RecordName`) whose content is a name, an address or a URL.
    private static let terms: Set<String> = [
        "RecordName", "Host", "HostName", "IPv4Address", "IPv6Address", "remoteIP", "DNS", "URL", "URI", "Domain",
        "RemoteIpAddress", "Destination",
    ]

    /// Reads a document.
    static func read(_ text: UnsafeRawBufferPointer, into collector: inout AttackCollector) throws(InputError) {
        let start = text.bindMemory(to: CChar.self).baseAddress
        guard !xml_has_longer_tag(start, text.count, longestTag) else {
            let reason = "has a tag of more than \(longestTag) bytes, which no OpenIOC needs"
            throw InputError(file: collector.file, line: nil, reason: reason)
        }
        guard let reader = xml_reader_create(start, text.count, deepest) else {
            throw InputError(file: collector.file, line: nil, reason: "can't be read as XML")
        }
        defer { xml_reader_destroy(reader) }
        var document = Document()
        reading: while true {
            let step = xml_reader_next(reader)
            switch step {
            case xml_end: break reading
            case xml_document_type:
                throw InputError(
                    file: collector.file,
                    line: Int(xml_reader_line(reader)),
                    reason:
                        "has a document type (<!DOCTYPE …>), which no OpenIOC needs; take that out if the file is to be trusted"
                )
            case xml_malformed:
                throw InputError(
                    file: collector.file,
                    line: Int(xml_reader_line(reader)),
                    reason: "is no well-formed XML of at most \(deepest) levels and few attributes"
                )
            default: document.take(step, reader)
            }
        }
        guard document.isOpenIOC else {
            throw InputError(file: collector.file, line: nil, reason: "is XML, but no OpenIOC (its root is no ioc)")
        }
        for item in document.items where terms.contains(item.term) {
            collector.add(
                item.content,
                attack: document.name,
                date: Timestamp(document.date),
                at: (item.line, item.term)
            )
        }
    }

    /// What was read of a document so far.
    private struct Document {
        var isOpenIOC = false
        var title = ""
        var id = ""
        var date = ""
        var items: [(term: String, content: String, line: Int)] = []
        private var text = ""
        private var line = 0
        private var term = ""

        var name: String { title.isEmpty ? id : title }

        mutating func take(_ step: xml_step, _ reader: OpaquePointer) {
            let value = String(cString: xml_reader_value(reader))
            switch step {
            case xml_start_of_element:
                text = ""
                line = Int(xml_reader_line(reader))
                if xml_reader_depth(reader) == 0 {
                    isOpenIOC = ["ioc", "openioc"].contains(value.lowercased())
                    id = attribute("id", reader)
                    date = attribute("published-date", reader)
                } else if value == "Context" {
                    term = attribute("search", reader).split(separator: "/").last.map(String.init) ?? ""
                }
            case xml_text: text += value
            default:
                take(String(text.trimmed), of: value)
                text = ""
            }
        }

        private mutating func take(_ text: String, of element: String) {
            guard !text.isEmpty else { return }
            switch element {
            case "short_description": title = text
            case "authored_date": date = text
            case "Content":
                if !term.isEmpty { items.append((term, text, line)) }
                term = ""
            default: break
            }
        }

        private func attribute(_ name: String, _ reader: OpaquePointer) -> String {
            xml_reader_attribute(reader, name).map { String(cString: $0) } ?? ""
        }
    }
}
