internal import PassiveDNS

/// The TCP streams that are followed; bounded in number, bytes and time.
struct StreamTable {
    /// One direction of a connection.
    struct Key: Hashable {
        var source: Endpoint
        var destination: Endpoint
    }

    /// A stream and what is known of it.
    struct Entry {
        var key: Key
        var stream: TCPStream
        var lastTime: Int64
    }

    /// So many streams at most.
    static let mostStreams = 65_536
    /// So many bytes at most, in all.
    static let mostBytes = 64 << 20
    /// A stream is followed for a minute after its last segment, in nanoseconds.
    static let patience: Int64 = 60_000_000_000

    private var slots: [Key: Int] = [:]
    private var entries: [Entry] = []
    private var ages = AgeList()
    private(set) var size = 0

    /// How many streams are followed.
    var count: Int { ages.count }

    /// Takes a stream out, to be put back after use; `nil` where it is not known.
    mutating func take(_ key: Key) -> TCPStream? {
        guard let slot = slots[key] else { return nil }
        // What stays behind holds no bytes, so that the stream is not copied when it grows.
        var stream = TCPStream(at: 0, isStart: false)
        swap(&stream, &entries[slot].stream)
        size &-= stream.size
        return stream
    }

    /// Puts a stream back, or a new one there.
    mutating func put(_ stream: consuming TCPStream, at key: Key, time: Int64) {
        size &+= stream.size
        let entry = Entry(key: key, stream: stream, lastTime: time)
        if let slot = slots[key] {
            entries[slot] = entry
            ages.use(slot)
        } else {
            let slot = ages.insert()
            if slot == entries.count { entries.append(entry) } else { entries[slot] = entry }
            slots[key] = slot
        }
    }

    /// Removes a stream that is too old, or one too many; `nil` where there is none.
    mutating func removeOne(at time: Int64) -> Entry? {
        guard let slot = ages.oldest else { return nil }
        let age = time &- entries[slot].lastTime
        let isOld = age > Self.patience || age < -Self.patience
        guard isOld || count > Self.mostStreams || size > Self.mostBytes else { return nil }
        return remove(slot)
    }

    /// Removes the oldest stream; `nil` where there is none.
    mutating func removeOldest() -> Entry? {
        ages.oldest.map { remove($0) }
    }

    private mutating func remove(_ slot: Int) -> Entry {
        let entry = entries[slot]
        entries[slot].stream = TCPStream(at: 0, isStart: false)
        size &-= entry.stream.size
        slots[entry.key] = nil
        ages.remove(slot)
        return entry
    }
}
