#if canImport(Glibc)
internal import CCapabilities
internal import Glibc
#else
internal import Darwin
#endif

/// The rights of this process, of which a sensor needs one: to open interfaces.
public enum Privileges {
    /// Why rights could not be given up.
    public struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
        /// What is wrong, and what to do.
        public let description: String
    }

    /// Whether there is more to give up than the right to capture.
    public static var areRoot: Bool { geteuid() == 0 }

    /// Becomes another user for good, with no right beyond a user's but to open interfaces again, if that.
    ///
    /// All threads become that user; the right to capture (`CAP_NET_RAW`, used by ``LiveCapture`` alone) stays with the one
    /// that calls. No program that is started can gain rights either.
    ///
    /// - Parameters:
    ///   - user: the user's name.
    ///   - keepingCapture: whether interfaces are to be opened again.
    /// - Throws: ``Failure`` where there is no such user, or root could be had back.
    public static func drop(to user: String, keepingCapture: Bool) throws(Failure) {
        guard let entry = getpwnam(user)?.pointee else {
            throw Failure(description: "there is no user '\(user)'; name another with --user")
        }
        guard entry.pw_uid != 0 else {
            throw Failure(description: "the user '\(user)' is root; name another with --user")
        }
        #if canImport(Glibc)
        if keepingCapture { _ = cap_prctlw(Int(PR_SET_KEEPCAPS), 1, 0, 0, 0, 0) }
        #endif
        guard setgroups(0, nil) == 0, setgid(entry.pw_gid) == 0, setuid(entry.pw_uid) == 0 else {
            throw Failure(description: "can't become the user '\(user)': \(String(cString: strerror(errno)))")
        }
        #if canImport(Glibc)
        _ = cap_prctlw(Int(PR_SET_NO_NEW_PRIVS), 1, 0, 0, 0, 0)
        guard setCapture(isEffective: false) else {
            throw Failure(description: "can't give up root's rights: \(String(cString: strerror(errno)))")
        }
        #endif
        guard setuid(0) != 0, seteuid(0) != 0, getuid() == entry.pw_uid, geteuid() == entry.pw_uid,
            getgid() == entry.pw_gid, getegid() == entry.pw_gid
        else { throw Failure(description: "root's rights could be had back after becoming '\(user)'") }
    }

    /// Does something with the right to capture, where it was kept.
    static func whileCapturing<Result: ~Copyable, Problem: Error>(
        _ body: () throws(Problem) -> Result
    ) throws(Problem) -> Result {
        #if canImport(Glibc)
        guard !areRoot, setCapture(isEffective: true) else { return try body() }
        defer { _ = setCapture(isEffective: false) }
        #endif
        return try body()
    }

    #if canImport(Glibc)
    /// Leaves this thread the right to capture, if it has it, and no other.
    private static func setCapture(isEffective: Bool) -> Bool {
        guard let current = cap_get_proc(), let next = cap_init() else { return false }
        defer {
            cap_free(UnsafeMutableRawPointer(current))
            cap_free(UnsafeMutableRawPointer(next))
        }
        var capture = [cap_value_t(CAP_NET_RAW)]
        var has = CAP_CLEAR
        cap_get_flag(current, capture[0], CAP_PERMITTED, &has)
        if has == CAP_SET {
            cap_set_flag(next, CAP_PERMITTED, 1, &capture, CAP_SET)
            if isEffective { cap_set_flag(next, CAP_EFFECTIVE, 1, &capture, CAP_SET) }
        }
        return cap_set_proc(next) == 0
    }
    #endif
}
