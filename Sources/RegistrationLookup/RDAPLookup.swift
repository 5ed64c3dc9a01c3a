internal import Foundation
public import PassiveDNS

/// Looks registrations up at the registries' RDAP servers (RFC 9082), when an analyst asks for it.
///
/// Answers are kept in a folder and asked for again after a day. No server is asked more than once a second; one that says
/// that this is too often is asked once more after as long as it says, if that is no more than a minute.
public struct RDAPLookup {
    private let cache: String
    private let now: Timestamp
    private let pause: Duration
    private let longest: Duration
    private let bootstrap: RDAPBootstrap
    private var asked: [String: ContinuousClock.Instant] = [:]

    /// Makes a lookup, and reads where the servers are.
    ///
    /// - Parameters:
    ///   - servers: the bootstrap file: a path, or a URL that is asked for and kept.
    ///   - cache: the folder of answers; it is made where it is missing.
    ///   - now: the time.
    ///   - pause: the shortest time between two questions to one server.
    ///   - longest: how long an answer may take, redirections and all.
    /// - Throws: ``LookupError``.
    public init(
        servers: String,
        cache: String,
        now: Timestamp,
        pause: Duration = .seconds(1),
        longest: Duration = .seconds(60)
    ) throws(LookupError) {
        self.cache = cache
        self.now = now
        self.pause = pause
        self.longest = longest
        try Self.makeFolder(cache)
        let kept = Self.list(from: servers, in: cache)
        let isURL = servers.contains("://")
        if isURL, !Self.isFresh(kept, now) {
            guard let url = URL(string: servers) else { throw LookupError(subject: servers, reason: "is no URL") }
            let answer = try Download.get(url, subject: servers, within: longest)
            guard answer.status == 200 else {
                throw LookupError(subject: servers, reason: "answered with HTTP \(answer.status)")
            }
            _ = try RDAPBootstrap(answer.body, subject: servers)
            try Self.makeFolder(cache + "/servers")
            try Self.write(answer.body, kept)
        }
        let file = isURL ? kept : servers
        guard let json = FileManager.default.contents(atPath: file) else {
            throw LookupError(subject: file, reason: "can't be read")
        }
        bootstrap = try RDAPBootstrap(json, subject: file)
    }

    /// What an answer about a domain says, which is asked for unless it was within the last day.
    ///
    /// - Parameters:
    ///   - domain: a registrable domain.
    ///   - read: reads the file that holds the answer; one that makes it throw is not kept.
    /// - Returns: what `read` returned.
    /// - Throws: ``LookupError`` where no server is known, or none answered; what `read` throws.
    public mutating func answer<Result>(about domain: DomainName, _ read: (String) throws -> Result) throws -> Result {
        let file = cache + "/" + domain.text.replacingOccurrences(of: "/", with: "%2F") + ".json"
        if Self.isFresh(file, now) { return try read(file) }
        let unread = file + ".unread"
        defer { unlink(unread) }
        try Self.write(try download(domain).body, unread)
        let result = try read(unread)
        guard rename(unread, file) == 0 else {
            throw LookupError(subject: file, reason: "can't be written: \(String(cString: strerror(errno)))")
        }
        return result
    }

    private mutating func download(_ domain: DomainName) throws(LookupError) -> Download.Answer {
        guard let server = bootstrap.server(for: domain) else {
            throw LookupError(subject: domain.text, reason: "no RDAP server that speaks HTTPS is known for it")
        }
        let base = server.absoluteString
        guard
            let path = domain.text.addingPercentEncoding(withAllowedCharacters: .alphanumerics.union(["-", ".", "_"])),
            let url = URL(string: base + (base.hasSuffix("/") ? "" : "/") + "domain/" + path)
        else { throw LookupError(subject: domain.text, reason: "makes no URL of \(base)") }
        var answer = try ask(url, domain)
        if answer.status == 429, let seconds = answer.retryAfter, seconds <= 60 {
            asked[url.host ?? ""] = .now + .seconds(max(0, seconds))
            answer = try ask(url, domain)
        }
        switch answer.status {
        case 200: break
        case 404: throw LookupError(subject: domain.text, reason: "\(server.host ?? base) knows no such registration")
        case 429:
            throw LookupError(subject: domain.text, reason: "\(server.host ?? base) asks for a longer pause; try later")
        default:
            throw LookupError(
                subject: domain.text,
                reason: "\(server.host ?? base) answered with HTTP \(answer.status)"
            )
        }
        return answer
    }

    private mutating func ask(_ url: URL, _ domain: DomainName) throws(LookupError) -> Download.Answer {
        let host = url.host ?? ""
        if let next = asked[host] {
            let wait = ContinuousClock.now.duration(to: next)
            if wait > .zero { Thread.sleep(forTimeInterval: wait / .seconds(1)) }
        }
        asked[host] = .now + pause
        return try Download.get(url, subject: domain.text, within: longest)
    }

    /// Where the list of servers from a URL is kept: each URL has its own, by its FNV-1a, in a folder where no answer is.
    private static func list(from url: String, in cache: String) -> String {
        let hash = url.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        return cache + "/servers/" + String(hash, radix: 16) + ".json"
    }

    private static func makeFolder(_ path: String) throws(LookupError) {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw LookupError(subject: path, reason: "can't be made: \(error.localizedDescription)")
        }
    }

    private static func isFresh(_ file: String, _ now: Timestamp) -> Bool {
        let attributes = try? FileManager.default.attributesOfItem(atPath: file)
        guard let written = attributes?[.modificationDate] as? Date else { return false }
        let age = now.seconds - Int64(written.timeIntervalSince1970)
        return age < Timestamp.day && age > -Timestamp.day
    }

    private static func write(_ body: Data, _ file: String) throws(LookupError) {
        do {
            try body.write(to: URL(fileURLWithPath: file), options: .atomic)
        } catch {
            throw LookupError(subject: file, reason: "can't be written: \(error.localizedDescription)")
        }
    }
}
