internal import CHTTPGet
internal import Foundation

/// One HTTP request, waited for, whose answer is bounded in size and in time while it comes.
enum Download {
    /// An answer.
    struct Answer {
        var status = 0
        var body = Data()
        /// Seconds after which the server would be asked again.
        var retryAfter: Int?
    }

    /// Larger answers are given up, in bytes.
    static let largest = 1 << 20
    /// Redirections that are followed.
    private static let mostRedirections = 5

    /// Asks for a URL, within a time for all of it, redirections and all.
    ///
    /// Redirections are followed to HTTPS alone, and to this machine only from this machine: no server can have others asked
    /// that it can't reach itself.
    static func get(_ url: URL, subject: String, within longest: Duration) throws(LookupError) -> Answer {
        guard url.scheme == "https" || url.isOnThisMachine else {
            throw LookupError(subject: subject, reason: "\(url.absoluteString) is no HTTPS; nothing was asked")
        }
        var isLocal = url.isOnThisMachine
        let environment = ProcessInfo.processInfo.environment
        let end = ContinuousClock.now + longest
        var next = url
        for _ in 0...mostRedirections {
            let left = max(1, Int(ContinuousClock.now.duration(to: end) / .milliseconds(1)))
            var answer = http_answer()
            http_get(next.absoluteString, Proxy.of(next, environment), isLocal, largest, left, &answer)
            defer { http_answer_free(&answer) }
            let problem = withUnsafeBytes(of: answer.problem) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            guard problem.isEmpty else {
                let asked = next.absoluteString
                throw LookupError(subject: subject, reason: subject == asked ? problem : "\(asked): \(problem)")
            }
            guard let redirect = answer.redirect else {
                return Answer(
                    status: answer.status,
                    body: answer.body.map { Data(bytes: $0, count: answer.length) } ?? Data(),
                    retryAfter: answer.retry_after < 0 ? nil : answer.retry_after
                )
            }
            let target = String(cString: redirect)
            isLocal = next.isOnThisMachine
            guard let url = URL(string: target), url.scheme == "https" || (isLocal && url.isOnThisMachine) else {
                throw LookupError(
                    subject: subject,
                    reason: "\(next.absoluteString) redirects to \(target.prefix(200)), which is not asked"
                )
            }
            next = url
        }
        throw LookupError(
            subject: subject,
            reason: "\(url.absoluteString) redirects more than \(mostRedirections) times"
        )
    }
}
