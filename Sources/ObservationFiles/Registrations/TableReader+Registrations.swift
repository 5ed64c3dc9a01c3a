internal import PackedFiles
public import PassiveDNS

extension TableReader {
    /// Registrations, as a table, as RDAP answers or as WHOIS replies; told from the content.
    ///
    /// - A table has a header with a column for the domain, and any of created, updated, expires, registrar and registrant,
    ///   by their usual names (also those of WhoisXML and DomainTools).
    /// - RDAP (RFC 9083) is one domain object after another, in lines, in an array or as a search's results.
    /// - WHOIS replies are text, one after another, each of which names its domain.
    ///
    /// A record that names no domain, or no time, is refused.
    ///
    /// - Parameter latest: when a registration can have been made at the latest; registries began in 1985.
    /// - Returns: the registrations in the order of the file.
    /// - Throws: ``InputError`` where the file can't be read, or holds nothing of the kind.
    public mutating func registrations(until latest: Timestamp = Timestamp(seconds: .max)) throws -> [Registration] {
        self.latest = latest
        var lines = try LineReader(file)
        while let line = try Self.textLine(&lines, file, &refused) {
            if line.text.trimmed.isEmpty { continue }
            if Self.beginsJSON(line.text) {
                lines.readElements()
                return try rdapAnswers(&lines)
            }
            if line.text.hasPrefix("#") { continue }
            if Self.isHeader(line.text) { return try registrationTable(&lines, header: line) }
            return try whoisReplies(&lines, first: line.text)
        }
        return []
    }

    /// Whether a first line begins JSON objects or an array of them; `[Querying whois.example]` does not.
    static func beginsJSON(_ line: String) -> Bool {
        let text = line.filter { !$0.isWhitespace }
        return text.hasPrefix("{") || text.hasPrefix("[{") || text == "["
    }

    // MARK: - Tables

    private static let fields: [ColumnMap.Field] = [
        .init(name: "domain", synonyms: ["domainName", "name", "ldhName"]),
        .init(
            name: "created",
            synonyms: [
                "standardRegCreatedDate", "createdDate", "creation_date", "create_date", "create_date.value",
                "registered",
                "registration",
            ]
        ),
        .init(
            name: "updated",
            synonyms: ["standardRegUpdatedDate", "updatedDate", "updated_date", "update_date", "last_changed"]
        ),
        .init(
            name: "expires",
            synonyms: [
                "standardRegExpiresDate", "expiresDate", "expiration_date", "expiration_date.value", "expiry",
                "expiry_date", "expiration",
            ]
        ),
        .init(name: "registrar", synonyms: ["registrarName", "registrar_name", "registrar.value"]),
        .init(
            name: "registrant",
            synonyms: [
                "registrant_email", "registrantEmail", "email", "registrant_contact_email", "contactEmail",
                "registrant_contact.email.value",
            ]
        ),
    ]

    private static func isHeader(_ line: String) -> Bool {
        let bytes = Array(line.utf8)
        var header = DelimitedLine(delimiter: bytes.withUnsafeBytes { DelimitedLine.delimiter(of: $0) })
        _ = header.split(bytes)
        return (try? ColumnMap(header: header.fields, fields: fields))?.has("domain") ?? false
    }

    private mutating func registrationTable(
        _ lines: inout LineReader,
        header: (text: String, number: Int)
    ) throws -> [Registration] {
        let latest = latest
        return try records(Self.fields, needed: ["domain"], of: &lines, header: header) { value in
            let domain = try Self.domain(value("domain"), "domain")
            return try Self.plausible(
                until: latest,
                Registration(
                    domain: domain,
                    created: try Self.time(value("created"), "created"),
                    updated: try Self.time(value("updated"), "updated"),
                    expires: try Self.time(value("expires"), "expires"),
                    registrar: value("registrar"),
                    registrant: value("registrant")
                )
            )
        }
    }

    /// A registration whose times can be: registries began in 1985.
    private static func plausible(until latest: Timestamp, _ registration: Registration) throws -> Registration {
        let times = [
            ("created", registration.created), ("updated", registration.updated), ("expires", registration.expires),
        ]
        for (field, time) in times {
            guard let time, time < earliest else { continue }
            throw RowWriter.Problem(field: field, reason: "\(time.date) lies before 1985, when registries began")
        }
        if let created = registration.created, created > latest {
            throw RowWriter.Problem(field: "created", reason: "\(created.date) lies in the future")
        }
        return registration
    }

    private static let earliest = Timestamp(year: 1985, month: 1, day: 1)

    // MARK: - RDAP

    private mutating func rdapAnswers(_ lines: inout LineReader) throws -> [Registration] {
        let reader = RDAPReader()
        var found: [Registration] = []
        // An object of another class, such as a name server's, which is refused only where it is all that there is.
        var other: Reject?
        while true {
            switch try lines.next() {
            case .end:
                if let other, found.isEmpty { refused.append(other) }
                return found
            case .tooLong:
                records += 1
                let problem = RowWriter.Problem(field: "", reason: "is longer than \(LineReader.longestLine) bytes")
                refuse(lines.number, problem, "")
            case .line(let element):
                records += 1
                let text = { String(decoding: element.prefix(1_000), as: UTF8.self) }
                do throws(RowWriter.Problem) {
                    let answer = try reader.registrations(of: element)
                    records += answer.problems.count
                    if answer.found.isEmpty, !answer.problems.isEmpty { records -= 1 }
                    for problem in answer.problems { refuse(lines.number, problem, text()) }
                    for one in answer.found {
                        do {
                            found.append(try Self.plausible(until: latest, one))
                        } catch {
                            refuse(lines.number, error, text())
                        }
                    }
                } catch {
                    if error.field == RDAPReader.classField {
                        other = other ?? reject(lines.number, error, text())
                    } else {
                        refuse(lines.number, error, text())
                    }
                }
            }
        }
    }

    // MARK: - WHOIS

    private mutating func whoisReplies(_ lines: inout LineReader, first: String) throws -> [Registration] {
        var found: [Registration] = []
        var reply = WhoisReply()
        var start = lines.number
        reply.read(first)
        while let (text, number) = try Self.textLine(&lines, file, &refused) {
            if let next = reply.next(at: text) {
                end(reply, since: start, &found)
                reply = next
                start = number
            }
            reply.read(text)
        }
        guard !reply.domain.isEmpty || !found.isEmpty || rejected > 0 else {
            throw InputError(
                file: file,
                line: nil,
                reason:
                    "is no table with a column domain in its header, no RDAP answer and no WHOIS reply that names a domain"
            )
        }
        end(reply, since: start, &found)
        return found
    }

    private mutating func end(_ reply: WhoisReply, since line: Int, _ found: inout [Registration]) {
        var reply = reply
        records += 1
        reply.finish()
        do {
            guard reply.hasDates else {
                throw RowWriter.Problem(field: "", reason: "tells no date of a registration")
            }
            found.append(
                try Self.plausible(
                    until: latest,
                    Registration(
                        domain: try Self.domain(reply.domain, "domain"),
                        created: reply.created,
                        updated: reply.updated,
                        expires: reply.expires,
                        registrar: reply.registrar
                    )
                )
            )
        } catch {
            refuse(line, error, reply.domain)
        }
    }
}
