internal import PassiveDNS

/// Reads MISP events (MISP core format, draft-dulaunoy-misp-core-format): each event is an attack.
///
/// Takes the attributes that are names, addresses or URLs, also those of objects, whether they are meant for detection or
/// not; deleted ones are passed over. The date is the attribute's first sighting, else the event's.
struct MISPReader {
    private let frame = JSONFields("Event response")
    private let event = JSONFields("info date uuid Attribute Object")
    private let object = JSONFields("Attribute deleted")
    private let attribute = JSONFields("type value first_seen deleted")

    /// Reads a document; `false` where it holds no event.
    func read(_ root: JSONValue, into collector: inout AttackCollector) -> Bool {
        if root.isArray { return root.items.reduce(false) { read($1, into: &collector) || $0 } }
        frame.read(root)
        let (inner, response) = (frame[0], frame[1])
        if inner.isObject {
            readEvent(inner, into: &collector)
            return true
        }
        return response.isMissing ? false : read(response, into: &collector)
    }

    private func readEvent(_ value: JSONValue, into collector: inout AttackCollector) {
        event.read(value)
        let attack = event[0].string.isEmpty ? event[2].string : event[0].string
        let date = Timestamp(event[1].string)
        let (attributes, objects) = (event[3], event[4])
        var number = 0
        for item in attributes.items { readAttribute(item, attack, date, &number, into: &collector) }
        for item in objects.items {
            object.read(item)
            if object[1].integer == 1 { continue }
            let attributes = object[0]
            for item in attributes.items { readAttribute(item, attack, date, &number, into: &collector) }
        }
    }

    private func readAttribute(
        _ value: JSONValue,
        _ attack: String,
        _ date: Timestamp?,
        _ number: inout Int,
        into collector: inout AttackCollector
    ) {
        number += 1
        attribute.read(value)
        guard attribute[3].integer != 1, let parts = Self.types[attribute[0].string] else { return }
        let written = attribute[1].string.split(separator: "|", omittingEmptySubsequences: false)
        let seen = attribute[2].isText ? Timestamp(attribute[2].string) : nil
        for part in parts {
            // Without its bar, a value is the first part alone.
            let text = part < written.count ? String(written[part]) : part == 0 ? attribute[1].string : ""
            collector.add(text, attack: attack, date: seen ?? date, at: (1, "Attribute \(number)"))
        }
    }

    /// Which parts of a type's value, between bars, are names or addresses.
    private static let types: [String: [Int]] = [
        "domain": [0], "hostname": [0], "ip-dst": [0], "ip-src": [0], "url": [0], "domain|ip": [0, 1],
        "hostname|port": [0], "ip-dst|port": [0], "ip-src|port": [0],
    ]
}
