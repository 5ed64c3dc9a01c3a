/// Questions that wait for their answers, in a fixed stretch of memory.
///
/// Kept of a question are a keyed hash and the second when it was asked; neither who asked nor what. A question that finds its
/// places taken by others displaces the oldest of them.
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

    private var places: [Place]
    private let mask: Int
    /// Seconds after which nobody waits for an answer any more.
    private let patience: Int32
    /// Questions that were displaced before they were answered or too old.
    private(set) var displaced = 0

    /// Makes room for at least so many questions; 16 bytes each.
    init(capacity: Int, patience: Int32) {
        var size = Self.ways
        while size < capacity { size *= 2 }
        places = Array(repeating: Place(), count: size)
        mask = size - 1
        self.patience = patience
    }

    /// Notes that a question was asked, and whether recursion was desired.
    mutating func ask(_ key: UInt64, isRecursive: Bool, at second: Int64) {
        let second = Int32(truncatingIfNeeded: second)
        var worst = 0
        var worstAge = Int64.min
        for way in 0..<Self.ways {
            let at = index(key, way)
            if places[at].open > 0, places[at].key == key, !isOver(places[at], second) {
                if places[at].open < .max { places[at].open &+= 1 }
                places[at].isRecursive = places[at].isRecursive && isRecursive
                places[at].asked = second
                return
            }
            let age = places[at].open == 0 ? Int64.max : Int64(second &- places[at].asked)
            if age > worstAge { (worst, worstAge) = (at, age) }
        }
        if places[worst].open > 0, !isOver(places[worst], second) { displaced &+= 1 }
        places[worst] = Place(key: key, asked: second, open: 1, isRecursive: isRecursive)
    }

    /// Whether recursion was desired by a question that waits for its answer, from now on once less; `nil` where none waits.
    mutating func answer(_ key: UInt64, at second: Int64) -> Bool? {
        let second = Int32(truncatingIfNeeded: second)
        for way in 0..<Self.ways {
            let at = index(key, way)
            if places[at].open > 0, places[at].key == key, !isOver(places[at], second) {
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
