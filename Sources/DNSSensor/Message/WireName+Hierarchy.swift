/// What lies above and below, of canonical wire names.
extension WireName {
    static func isEqual(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Bool {
        guard a.count == b.count else { return false }
        var at = 0
        while at < a.count {
            if a[at] != b[at] { return false }
            at &+= 1
        }
        return true
    }

    /// Whether a name is another or lies below it.
    static func isBelowOrEqual(_ name: UnsafeRawBufferPointer, _ upper: UnsafeRawBufferPointer) -> Bool {
        var at = 0
        while name.count &- at > upper.count { at = at &+ Int(name[at]) &+ 1 }
        return at <= name.count && isEqual(UnsafeRawBufferPointer(rebasing: name[at...]), upper)
    }

    /// The name above a name, or the name itself, that has so many labels beside the root's.
    static func upper(_ name: UnsafeRawBufferPointer, labels: Int) -> UnsafeRawBufferPointer {
        var total = 0
        forEachUpper(name) { _ in total &+= 1 }
        var skipped = total &- 1 &- labels
        var at = 0
        while skipped > 0 {
            at = at &+ Int(name[at]) &+ 1
            skipped &-= 1
        }
        return UnsafeRawBufferPointer(rebasing: name[at...])
    }

    /// Hands on a name, then those above it, the root last.
    static func forEachUpper(_ name: UnsafeRawBufferPointer, _ take: (UnsafeRawBufferPointer) -> Void) {
        var at = 0
        while at < name.count {
            take(UnsafeRawBufferPointer(rebasing: name[at...]))
            at = at &+ Int(name[at]) &+ 1
        }
    }
}
