/// Questions that wait for their answers, in bounded memory.
///
/// Kept of a question are a keyed hash and the second when it was asked; neither who asked nor what. A question that finds its
/// places taken by others makes the table grow; where that has its full size, it displaces the oldest of them. So the few that are
/// open at most times lie in the processor's cache.
struct QuestionTable {
    /// So many places a hash may fall on.
    private static let ways = 4

    private struct Place {
        var key: UInt64 = 0
        /// A second, of which the lower bits tell its distance from others.
        var asked: Int32 = 0
        /// How often it was asked and not yet answered; 0 where the place is free.
        var open: UInt16 = 0
        /// Whether each time recursion was desired (RD).
        var isRecursive = false
    }

    private static let fewestPlaces = 1 << 12

    private var places: [Place]
    private var mask: Int
    private let mostPlaces: Int
    /// Seconds after which nobody waits for an answer any more.
    private let patience: Int32
    /// Questions that were displaced before they were answered or too old.
    private(set) var displaced = 0

    /// Makes a table with room for at least so many questions in the end; 16 bytes each.
    init(capacity: Int, patience: Int32) {
        var size = Self.ways
        while size < capacity { size *= 2 }
        mostPlaces = size
        let places = min(size, Self.fewestPlaces)
        self.places = Array(repeating: Place(), count: places)
        mask = places - 1
        self.patience = patience
    }

    /// Notes that a question was asked, and whether recursion was desired.
    mutating func ask(_ key: UInt64, isRecursive: Bool, at second: Int64) {
        let second = Int32(truncatingIfNeeded: second)
        for way in 0..<Self.ways {
            let at = index(key, way)
            if places[at].key == key, isTaken(places[at], second) {
                if places[at].open < .max { places[at].open &+= 1 }
                places[at].isRecursive = places[at].isRecursive && isRecursive
                places[at].asked = second
                return
            }
        }
        put(Place(key: key, asked: second, open: 1, isRecursive: isRecursive), at: second)
    }

    /// Takes a free place, else the oldest question's, where the table can't grow.
    private mutating func put(_ new: Place, at second: Int32) {
        var oldest = oldest(of: new.key, second)
        while isTaken(places[oldest], second), places.count < mostPlaces {
            grow(at: second)
            oldest = self.oldest(of: new.key, second)
        }
        if isTaken(places[oldest], second) { displaced &+= 1 }
        places[oldest] = new
    }

    /// Of the places on which a hash may fall, a free one, else the one that was taken first.
    private func oldest(of key: UInt64, _ second: Int32) -> Int {
        var oldest = 0
        var oldestAge = Int64.min
        for way in 0..<Self.ways {
            let at = index(key, way)
            let age = places[at].open == 0 ? Int64.max : Int64(second &- places[at].asked)
            if age > oldestAge { (oldest, oldestAge) = (at, age) }
        }
        return oldest
    }

    /// Doubles the table; a question's places of before fall on as many in either half, so that none is displaced.
    private mutating func grow(at second: Int32) {
        let former = places
        places = Array(repeating: Place(), count: former.count * 2)
        mask = places.count - 1
        for place in former where isTaken(place, second) { places[oldest(of: place.key, second)] = place }
    }

    /// Whether a question waits there that is not too old.
    private func isTaken(_ place: Place, _ second: Int32) -> Bool {
        place.open > 0 && !isOver(place, second)
    }

    /// Whether recursion was desired by a question that waits for its answer, from now on once less; `nil` where none waits.
    mutating func answer(_ key: UInt64, at second: Int64) -> Bool? {
        let second = Int32(truncatingIfNeeded: second)
        for way in 0..<Self.ways {
            let at = index(key, way)
            if places[at].key == key, isTaken(places[at], second) {
                places[at].open &-= 1
                return places[at].isRecursive
            }
        }
        return nil
    }

    private func index(_ key: UInt64, _ way: Int) -> Int {
        (Int(truncatingIfNeeded: key) & mask) ^ way
    }

    /// Too old, or of a time that lies ahead, as after a leap of the clock.
    private func isOver(_ place: Place, _ second: Int32) -> Bool {
        (second &- place.asked).magnitude > patience.magnitude
    }
}
