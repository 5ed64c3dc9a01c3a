#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// Where dnstap senders connect to: `unix:/path` or `tcp:192.0.2.1:6000`, `tcp:[2001:db8::1]:6000`.
public enum DnstapAddress: Hashable, Sendable {
    /// A Unix socket at a path of at most 107 bytes.
    case unix(path: String)
    /// A TCP port of an address.
    case tcp(host: String, port: UInt16)

    /// Reads an address, or `nil` where it is none.
    public init?(_ text: String) {
        if let path = text.removing(prefix: "unix:") {
            guard !path.isEmpty, path.utf8.count <= 107, !path.utf8.contains(0) else { return nil }
            self = .unix(path: String(path))
        } else if let place = text.removing(prefix: "tcp:"), let colon = place.lastIndex(of: ":") {
            var host = String(place[..<colon])
            if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
            guard !host.isEmpty, let port = UInt16(place[place.index(after: colon)...]), port > 0 else { return nil }
            self = .tcp(host: host, port: port)
        } else {
            return nil
        }
    }

    /// Opens a socket that listens there; the descriptor, or `nil` with the reason in `errno`.
    func listen() -> Int32? {
        switch self {
        case .unix(let path):
            removeLeftover(path)
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
            let descriptor = withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    Self.listen(AF_UNIX, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
                }
            }
            // Resolvers run as users of their own; who may come near is what the folder says.
            if descriptor != nil { chmod(path, 0o666) }
            return descriptor
        case .tcp(let host, let port):
            var hints = addrinfo()
            hints.ai_flags = AI_PASSIVE | AI_NUMERICHOST | AI_NUMERICSERV
            hints.ai_socktype = Self.stream
            var found: UnsafeMutablePointer<addrinfo>?
            guard getaddrinfo(host, String(port), &hints, &found) == 0, let found else {
                errno = EADDRNOTAVAIL
                return nil
            }
            defer { freeaddrinfo(found) }
            return Self.listen(found.pointee.ai_family, found.pointee.ai_addr, found.pointee.ai_addrlen)
        }
    }

    #if canImport(Glibc)
    private static let stream = Int32(SOCK_STREAM.rawValue)
    #else
    private static let stream = SOCK_STREAM
    #endif

    private static func listen(_ family: Int32, _ address: UnsafePointer<sockaddr>, _ length: socklen_t) -> Int32? {
        let descriptor = socket(family, stream, 0)
        guard descriptor >= 0 else { return nil }
        var yes: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        guard bind(descriptor, address, length) == 0, startListening(descriptor), makeNonBlocking(descriptor) else {
            let reason = errno
            close(descriptor)
            errno = reason
            return nil
        }
        return descriptor
    }

    /// Removes the socket of a listener that is gone, which would be in the way.
    private func removeLeftover(_ path: String) {
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFSOCK, !isListening(path) else { return }
        unlink(path)
    }

    private func isListening(_ path: String) -> Bool {
        let descriptor = socket(AF_UNIX, Self.stream, 0)
        guard descriptor >= 0 else { return true }
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let status = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        return status == 0 || errno != ECONNREFUSED
    }
}

extension DnstapAddress: CustomStringConvertible {
    /// The address as it is written.
    public var description: String {
        switch self {
        case .unix(let path): "unix:\(path)"
        case .tcp(let host, let port): host.contains(":") ? "tcp:[\(host)]:\(port)" : "tcp:\(host):\(port)"
        }
    }
}

extension String {
    fileprivate func removing(prefix: String) -> Substring? {
        hasPrefix(prefix) ? dropFirst(prefix.count) : nil
    }
}

/// `listen(2)`, which the enum's own method hides.
private func startListening(_ descriptor: Int32) -> Bool {
    listen(descriptor, 128) == 0
}

/// Makes reading and accepting return at once where there is nothing; children don't inherit the descriptor.
func makeNonBlocking(_ descriptor: Int32) -> Bool {
    fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK) == 0
        && fcntl(descriptor, F_SETFD, FD_CLOEXEC) == 0
}
