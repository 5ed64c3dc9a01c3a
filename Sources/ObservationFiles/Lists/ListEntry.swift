internal import PassiveDNS
internal import PublicSuffix

/// Why an entry of a list is refused.
struct EntryProblem: Error {
    let reason: String
}

/// The canonical form of a list's entries.
enum ListEntry {
    /// What an entry means in a list of a type, or in plain text where that is `nil`.
    static func sanitized(
        _ text: String,
        _ match: ReferenceList.Match?
    ) throws(EntryProblem) -> ReferenceList.Entry {
        let entry = String(text.trimmed)
        guard !entry.isEmpty else { throw EntryProblem(reason: "is empty") }
        switch match {
        case .cidr:
            guard let prefix = IPPrefix(entry) else { throw EntryProblem(reason: "is no address or block") }
            return ReferenceList.Entry(.cidr, prefix.description)
        case .regex:
            do throws(BoundedPattern.Problem) {
                _ = try BoundedPattern(entry)
            } catch {
                throw EntryProblem(reason: error.description)
            }
            return ReferenceList.Entry(.regex, entry)
        case .substring:
            let part = entry.lowercased()
            guard (3...253).contains(part.utf8.count), part.utf8.allSatisfy({ 0x21...0x7e ~= $0 }) else {
                throw EntryProblem(reason: "is no part of a name of 3 to 253 ASCII characters without spaces")
            }
            return ReferenceList.Entry(.substring, part)
        case .string, .hostname, nil:
            if let prefix = IPPrefix(entry) { return ReferenceList.Entry(.cidr, prefix.description) }
            // A dot in front, or `*.`, means the names below.
            let isSuffix = entry.hasPrefix(".") || entry.hasPrefix("*.")
            let name = try name(isSuffix ? String(entry.drop { $0 == "*" }.dropFirst()) : entry)
            if match == .string, !isSuffix { return ReferenceList.Entry(.string, name) }
            guard name.contains(".") else {
                throw EntryProblem(reason: "is a single label, which would take in a whole top-level domain")
            }
            return ReferenceList.Entry(.hostname, name)
        }
    }

    private static func name(_ text: String) throws(EntryProblem) -> String {
        guard !text.isEmpty else { throw EntryProblem(reason: "the name is empty") }
        guard
            !text.unicodeScalars.contains(where: {
                $0.properties.isWhitespace || $0.properties.generalCategory == .control
            })
        else { throw EntryProblem(reason: "holds white space or control characters") }
        guard !text.contains("/") else { throw EntryProblem(reason: "is a URL or a path, not a name") }
        var ascii = text
        if text.utf8.contains(where: { $0 > 127 }) {
            guard let found = InternationalName.ascii(text) else {
                throw EntryProblem(reason: "is no international name (IDNA 2008)")
            }
            ascii = found
        }
        do throws(DomainNameError) {
            let name = try DomainName(ascii).text
            guard name != "." else { throw DomainNameError.empty }
            return name
        } catch {
            throw EntryProblem(reason: error.description)
        }
    }
}
