internal import Foundation
public import PackedFiles
public import PassiveDNS
internal import PublicSuffix

/// Reads lists of names and addresses: MISP warninglists (JSON) and plain text, plain or packed.
///
/// Lists come from strangers and are dirty: every entry is put into canonical form, and ends as kept, as a duplicate, or
/// as rejected with its place and reason.
public struct ListReader {
    /// A file that unpacks to more than this is refused, in bytes.
    public static let largestFile = 64 << 20

    /// What became of one file.
    public struct Report: Sendable {
        /// The list, its entries in the order of the file.
        public var list: ReferenceList
        /// How many entries were there in all.
        public var entries = 0
        /// Entries that were there before, in canonical form.
        public var duplicates = 0
        /// Entries that make no sense, with their place.
        public var rejects: [Refusal] = []
    }

    /// An entry that was refused.
    public struct Refusal: Hashable, Sendable, CustomStringConvertible {
        /// Where it stands, as in "line 7" or "list[6]".
        public var place: String
        /// What is wrong with it.
        public var reason: String
        /// The beginning of the entry, at most 200 characters.
        public var text: String

        /// Place, reason and entry.
        public var description: String { "\(place): \(reason): \(text)" }
    }

    private let file: String

    /// Makes a reader for a path, or `-` for standard input.
    public init(file: String) {
        self.file = file
    }

    /// Reads the list.
    ///
    /// - Parameter listClass: what its entries are; told from the list's name and description where `nil`.
    /// - Returns: the list, and what became of its entries.
    /// - Throws: ``InputError`` where the file can't be read, is no list, or does not tell its class.
    public func read(as listClass: ListClass?) throws(InputError) -> Report {
        let bytes = try self.bytes()
        let isJSON = bytes.first { !" \t\r\n".utf8.contains($0) } == UInt8(ascii: "{")
        let raw = isJSON ? try warninglist(bytes) : plain(bytes)
        let known = listClass ?? ListClass(describedBy: [raw.name, fileName, raw.description])
        guard let known else {
            let classes = ListClass.allCases.map(\.rawValue).joined(separator: ", ")
            throw problem("does not tell what its entries are; say so with --class, one of \(classes)")
        }
        return sanitized(raw, as: known)
    }

    // MARK: - Files

    private struct RawList {
        var name: String
        var version = ""
        var description = ""
        /// MISP's type; `nil` in plain text, where each line tells its own.
        var match: ReferenceList.Match?
        var entries: [(place: String, text: String?)] = []
    }

    /// The file's name without folder and extensions.
    private var fileName: String {
        let last = file.split(separator: "/").last.map(String.init) ?? file
        return String(last.prefix { $0 != "." })
    }

    private func problem(_ reason: String) -> InputError {
        InputError(file: file, line: nil, reason: reason)
    }

    private func bytes() throws(InputError) -> [UInt8] {
        var source = try ByteSource(file)
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count: Int
            do {
                count = try chunk.withUnsafeMutableBytes { try source.read(into: $0) }
            } catch let error as InputError {
                throw error
            } catch {
                throw problem("\(error)")
            }
            guard count > 0 else { break }
            bytes += chunk.prefix(count)
            guard bytes.count <= Self.largestFile else {
                throw problem("is larger than \(Self.largestFile >> 20) MiB; no list of names or addresses is")
            }
        }
        if bytes.starts(with: [0xef, 0xbb, 0xbf]) { bytes.removeFirst(3) }
        return bytes
    }

    private func warninglist(_ bytes: [UInt8]) throws(InputError) -> RawList {
        let list: Warninglist
        do {
            list = try JSONDecoder().decode(Warninglist.self, from: Data(bytes))
        } catch let error as DecodingError {
            throw problem("is no MISP warninglist: \(Warninglist.reason(of: error))")
        } catch {
            throw problem("is no JSON: \(error.localizedDescription)")
        }
        guard let match = ReferenceList.Match(rawValue: list.type) else {
            let types = ReferenceList.Match.allCases.map(\.rawValue).joined(separator: ", ")
            throw problem("has the type \"\(list.type.prefix(40))\", which is none of \(types)")
        }
        return RawList(
            name: list.name,
            version: list.version?.text ?? "",
            description: list.description ?? "",
            match: match,
            entries: list.list.enumerated().map { ("list[\($0)]", $1.text) }
        )
    }

    private func plain(_ bytes: [UInt8]) -> RawList {
        var raw = RawList(name: fileName)
        for (index, line) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
            // A comment begins a line, or follows white space.
            let text = String(decoding: line, as: UTF8.self)
            var entry = text
            if let hash = text.firstIndex(of: "#"),
                hash == text.startIndex || " \t".contains(text[text.index(before: hash)])
            {
                entry = String(text[..<hash])
            }
            entry = String(entry.trimmed)
            if !entry.isEmpty { raw.entries.append(("line \(index + 1)", entry)) }
        }
        return raw
    }

    // MARK: - Entries

    private func sanitized(_ raw: RawList, as listClass: ListClass) -> Report {
        var report = Report(
            list: ReferenceList(
                name: String(raw.name.trimmed.prefix(200)),
                version: String(raw.version.prefix(100)),
                listClass: listClass,
                description: String(raw.description.prefix(1_000)),
                entries: []
            )
        )
        if report.list.name.isEmpty { report.list.name = fileName }
        var known: Set<ReferenceList.Entry> = []
        for (place, text) in raw.entries {
            report.entries += 1
            do throws(EntryProblem) {
                guard let text else { throw EntryProblem(reason: "is no text") }
                let entry = try ListEntry.sanitized(text, raw.match)
                if known.insert(entry).inserted {
                    report.list.entries.append(entry)
                } else {
                    report.duplicates += 1
                }
            } catch {
                report.rejects.append(
                    Refusal(place: place, reason: error.reason, text: String((text ?? "").prefix(200)))
                )
            }
        }
        return report
    }
}

/// The file format of https://github.com/MISP/misp-warninglists.
private struct Warninglist: Decodable {
    var name: String
    var version: Scalar?
    var type: String
    var description: String?
    var list: [Scalar]

    /// A text or a whole number; anything else is kept as `nil`, so that one bad entry spoils no list.
    struct Scalar: Decodable {
        var text: String?

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            text = (try? value.decode(String.self)) ?? (try? value.decode(Int.self)).map(String.init)
        }
    }

    static func reason(of error: DecodingError) -> String {
        switch error {
        case .keyNotFound(let key, _): "the field \"\(key.stringValue)\" is missing"
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            "the field \"\(context.codingPath.first?.stringValue ?? "")\" is of another kind"
        default: "it is no valid JSON"
        }
    }
}
