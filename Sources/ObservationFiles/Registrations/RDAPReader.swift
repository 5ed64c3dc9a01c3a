internal import PassiveDNS

/// Reads registrations from RDAP answers (RFC 9083): domain objects, and the results of searches for domains.
///
/// Of a domain that was registered anew, the events `registration` and `reregistration` are two registrations.
struct RDAPReader {
    /// The field that an object is refused for which is about no domain.
    static let classField = "objectClassName"

    private let scanner = JSONScanner()
    private let answer = JSONFields(
        "objectClassName ldhName unicodeName events entities domainSearchResults errorCode title"
    )
    private let event = JSONFields("eventAction eventDate")
    private let entity = JSONFields("roles vcardArray handle")

    /// The registrations of an answer, behind which the scanner's padding is readable.
    ///
    /// Of a search's results, each is taken or refused by itself.
    func registrations(
        of text: UnsafeRawBufferPointer
    ) throws(RowWriter.Problem) -> (found: [Registration], problems: [RowWriter.Problem]) {
        let object = try scanner.object(text)
        answer.read(object)
        guard answer[5].isArray else { return (try domain(object), []) }
        var found: [Registration] = []
        var problems: [RowWriter.Problem] = []
        for result in answer[5].items {
            do throws(RowWriter.Problem) {
                found += try domain(result)
            } catch {
                problems.append(error)
            }
        }
        return (found, problems)
    }

    private func domain(_ object: JSONValue) throws(RowWriter.Problem) -> [Registration] {
        answer.read(object)
        guard answer[6].isMissing else {
            throw RowWriter.Problem(
                field: "errorCode",
                reason: "this is an error and no answer: \(answer[6].integer) \(answer[7].string.prefix(100))"
            )
        }
        guard answer[0].isMissing || answer[0].string == "domain" else {
            throw RowWriter.Problem(field: Self.classField, reason: "is \(answer[0].string.prefix(40)), not domain")
        }
        let written = answer[1].isText ? answer[1].string : answer[2].string
        guard !written.isEmpty else { throw RowWriter.Problem(field: "ldhName", reason: "is missing") }
        let name: DomainName
        do {
            name = try TableReader.domain(written, "ldhName")
        } catch {
            throw error as? RowWriter.Problem ?? RowWriter.Problem(field: "ldhName", reason: "\(error)")
        }
        let dates = try dates(answer[3])
        guard !dates.isEmpty else {
            throw RowWriter.Problem(field: "events", reason: "tells no date of a registration")
        }
        let first = dates["registration"]
        let again = dates["reregistration"]
        var found: [Registration] = []
        if let first, let again, first < again { found.append(Registration(domain: name, created: first)) }
        found.append(
            Registration(
                domain: name,
                created: again ?? first,
                updated: dates["last changed"],
                expires: dates["expiration"],
                registrar: registrar(answer[4])
            )
        )
        return found
    }

    private func dates(_ events: JSONValue) throws(RowWriter.Problem) -> [String: Timestamp] {
        var dates: [String: Timestamp] = [:]
        for item in events.items {
            event.read(item)
            let action = event[0].string.lowercased()
            guard ["registration", "reregistration", "last changed", "expiration"].contains(action) else { continue }
            guard let date = Timestamp(utf8: event[1].bytes) else {
                throw RowWriter.Problem(field: "eventDate", reason: "is no time (of the event \(action))")
            }
            // Some servers repeat an event; the latest counts.
            dates[action] = max(date, dates[action] ?? date)
        }
        return dates
    }

    /// The name of the entity whose role is registrar: its jCard's `fn` (RFC 7095), else its handle.
    private func registrar(_ entities: JSONValue) -> String {
        for item in entities.items {
            entity.read(item)
            guard entity[0].items.contains(where: { $0.string == "registrar" }) else { continue }
            for part in entity[1].items {
                for property in part.items {
                    let values = Array(property.items)
                    if values.count >= 4, values[0].string == "fn", !values[3].bytes.isEmpty {
                        return String(values[3].string.prefix(200))
                    }
                }
            }
            return String(entity[2].string.prefix(200))
        }
        return ""
    }
}
