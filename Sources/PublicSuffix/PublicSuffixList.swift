internal import CPublicSuffix
public import PassiveDNS

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// The Public Suffix List, private section included, through libpsl.
///
/// Below a private suffix, such as a dynamic DNS provider's, every name may belong to somebody else. The newest list on
/// the machine is taken, or the one built into libpsl.
public final class PublicSuffixList: RegistrableDomainRules {
    // libpsl only reads the list after it was loaded, and says so for all look-ups used here.
    private nonisolated(unsafe) let list: OpaquePointer?
    private let isOwned: Bool

    /// Loads the list.
    public init() {
        if let latest = psl_latest(nil) {
            list = latest
            isOwned = true
        } else {
            list = psl_builtin()
            isOwned = false
        }
    }

    /// What the list that ``init()`` loads is known by: the one built into libpsl, and the machine's file, where there is one.
    public static var identity: String {
        let builtIn = psl_builtin_sha1sum().map { String(cString: $0) } ?? ""
        var status = stat()
        guard let file = psl_dist_filename(), stat(file, &status) == 0 else { return builtIn }
        #if canImport(Glibc)
        let (written, changed) = (status.st_mtim, status.st_ctim)
        #else
        let (written, changed) = (status.st_mtimespec, status.st_ctimespec)
        #endif
        return "\(builtIn) \(status.st_ino) \(status.st_size) \(written.tv_sec) \(changed.tv_sec) \(changed.tv_nsec)"
    }

    deinit {
        if isOwned { psl_free(list) }
    }

    /// The length of a name's registrable domain, and whether its suffix is a private one.
    ///
    /// About a microsecond.
    public func registrableDomain(of canonicalName: String) -> (octets: Int, underPrivateSuffix: Bool) {
        let whole = (canonicalName.utf8.count, false)
        guard let list else { return whole }
        return canonicalName.withCString { name in
            guard let domain = psl_registrable_domain(list, name) else { return whole }
            let octets = strlen(domain)
            guard let dot = strchr(domain, Int32(UInt8(ascii: "."))) else { return (octets, false) }
            let suffix = dot + 1
            // Most suffixes are a registry's own: what the list says of that spares the other questions.
            guard psl_is_public_suffix2(list, suffix, PSL_TYPE_ICANN) == 0 else { return (octets, false) }
            let isPublic = psl_is_public_suffix2(list, suffix, PSL_TYPE_ANY) == 1
            return (octets, isPublic && psl_is_public_suffix2(list, suffix, PSL_TYPE_PRIVATE) == 1)
        }
    }
}
