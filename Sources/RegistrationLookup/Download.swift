internal import Foundation
internal import Synchronization

#if canImport(FoundationNetworking)
internal import FoundationNetworking
#endif

/// One HTTP request, waited for, whose answer is bounded in size and in time.
final class Download: NSObject, URLSessionDataDelegate, Sendable {
    /// An answer.
    struct Answer {
        var status = 0
        var body = Data()
        /// Seconds after which the server would be asked again.
        var retryAfter: Int?
    }

    private struct State {
        var answer = Answer()
        var problem: String?
    }

    private let state = Mutex(State())
    private let isDone = DispatchSemaphore(value: 0)

    /// Larger answers are given up, in bytes.
    static let largest = 1 << 20

    /// Asks for a URL; redirections are followed to HTTPS, or on this machine, alone.
    static func get(_ url: URL, subject: String) throws(LookupError) -> Answer {
        guard url.scheme == "https" || url.isOnThisMachine else {
            throw LookupError(subject: subject, reason: "\(url.absoluteString) is no HTTPS; nothing was asked")
        }
        var request = URLRequest(url: url, timeoutInterval: 20)
        request.setValue("application/rdap+json, application/json", forHTTPHeaderField: "Accept")
        request.setValue("ravel", forHTTPHeaderField: "User-Agent")
        let configuration = URLSessionConfiguration.ephemeral
        configuration.timeoutIntervalForResource = 60
        configuration.httpShouldSetCookies = false
        configuration.urlCache = nil
        let download = Download()
        let session = URLSession(configuration: configuration, delegate: download, delegateQueue: nil)
        session.dataTask(with: request).resume()
        download.isDone.wait()
        session.invalidateAndCancel()
        let state = download.state.withLock { $0 }
        if let problem = state.problem {
            throw LookupError(
                subject: subject,
                reason: subject == url.absoluteString ? problem : "\(url.absoluteString): \(problem)"
            )
        }
        return state.answer
    }

    func urlSession(
        _ session: URLSession,
        task: URLSessionTask,
        willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest,
        completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) {
        let isAllowed = request.url.map { $0.scheme == "https" || $0.isOnThisMachine } ?? false
        completionHandler(isAllowed ? request : nil)
    }

    func urlSession(
        _ session: URLSession,
        dataTask: URLSessionDataTask,
        didReceive response: URLResponse,
        completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
    ) {
        if let response = response as? HTTPURLResponse {
            state.withLock {
                $0.answer.status = response.statusCode
                $0.answer.retryAfter = response.value(forHTTPHeaderField: "Retry-After").flatMap { Int($0) }
            }
        }
        completionHandler(.allow)
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        let isTooLarge = state.withLock { state in
            state.answer.body.append(data)
            guard state.answer.body.count > Self.largest else { return false }
            state.problem = "the answer is larger than \(Self.largest) bytes"
            return true
        }
        if isTooLarge { dataTask.cancel() }
    }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        if let error {
            state.withLock { $0.problem = $0.problem ?? error.localizedDescription }
        }
        isDone.signal()
    }
}
