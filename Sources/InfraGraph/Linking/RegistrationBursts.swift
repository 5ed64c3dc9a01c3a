internal import PassiveDNS

/// Units whose domains were registered within seconds of each other, as who registers in bulk does.
///
/// How much that says depends on how many registrations there are to meet by chance: the chance is that of at least one other
/// registration as near, from the rate of those that are known in the two months around, of the same registrar where both
/// have one (Poisson). Hao et al. (IMC 2013) found spammers' registrations in such bursts.
struct RegistrationBursts: Sendable {
    /// For each unit, its registration's moment in Unix seconds; `nil` where none is known to the second.
    ///
    /// Empty where no registration is known at all.
    private var created: [Int64?] = []
    /// For each unit, its registrar's number; −1 where unknown.
    private var registrar: [Int32] = []
    /// The moments of all registrations, then those of each registrar, ascending.
    private var all: [Int64] = []
    private var ofRegistrar: [[Int64]] = []
    private let settings: AnalysisSettings

    /// Finds the registration of each unit; linear but for sorting.
    ///
    /// A registration counts for the first unit that it covers. Moments on a quarter of an hour are taken for days: registrars
    /// that tell days alone do so in time zones of their own. Names planted below somebody else's domain have none, and
    /// domains that tie nothing, such as popular ones, are left out.
    init(_ units: Units, registrations: Registrations, isUnlinkable: [Bool], settings: AnalysisSettings) {
        self.settings = settings
        guard !registrations.isEmpty else { return }
        created = Array(repeating: nil, count: units.count)
        registrar = Array(repeating: -1, count: units.count)
        var numbers: [String: Int32] = [:]
        struct Made: Hashable {
            var domain: Int32
            var created: Int64
        }
        var taken: Set<Made> = []
        for unit in 0..<units.count {
            let domain = units.domain[unit]
            guard !units.isShadow[unit], !isUnlinkable[Int(domain)],
                let found = registrations.registration(of: domain, during: units.first[unit], units.last[unit]),
                let moment = found.created?.seconds, moment % Self.quarter != 0,
                taken.insert(Made(domain: domain, created: moment)).inserted
            else { continue }
            created[unit] = moment
            all.append(moment)
            guard !found.registrar.isEmpty else { continue }
            let number = numbers[found.registrar] ?? Int32(numbers.count)
            numbers[found.registrar] = number
            registrar[unit] = number
            if Int(number) == ofRegistrar.count { ofRegistrar.append([]) }
            ofRegistrar[Int(number)].append(moment)
        }
        all.sort()
        for number in ofRegistrar.indices { ofRegistrar[number].sort() }
    }

    /// Two units that were registered together.
    struct Burst: Sendable {
        /// Seconds between the two.
        var seconds: Int64
        /// How probable it is that chance alone brings another registration as near, 0…1.
        var chance: Double
        /// Whether both have one registrar; `nil` where one is not known.
        var isOneRegistrar: Bool?
    }

    /// How two units were registered together, in either order; `nil` where they were not, or chance may well have done it.
    func burst(_ a: Int32, _ b: Int32) -> Burst? {
        guard let one = moment(of: a), let other = moment(of: b), abs(one - other) <= Self.window else { return nil }
        let (left, right) = (registrar[Int(a)], registrar[Int(b)])
        let isOne = left < 0 || right < 0 ? nil : left == right
        let moments = isOne == true ? ofRegistrar[Int(left)] : all
        let rate = Double(Self.count(moments, around: min(one, other))) / Double(2 * Self.around)
        let chance = 1 - exponential(-2 * rate * Double(max(Self.least, abs(one - other))))
        guard chance <= settings.mostBurstChance else { return nil }
        return Burst(seconds: abs(one - other), chance: chance, isOneRegistrar: isOne)
    }

    /// How many of some moments are in the two months around one.
    private static func count(_ moments: [Int64], around centre: Int64) -> Int {
        moments.indices.end { moments[$0] <= centre + around } - moments.indices.end { moments[$0] < centre - around }
    }

    /// How many registrations there are in the two months around a unit's, of all registrars and of its own; `nil` where its
    /// moment is not known.
    func company(of unit: Int32) -> (all: Int, ofRegistrar: Int)? {
        guard let moment = moment(of: unit) else { return nil }
        let number = registrar[Int(unit)]
        return (
            Self.count(all, around: moment), number < 0 ? 0 : Self.count(ofRegistrar[Int(number)], around: moment)
        )
    }

    /// When a unit was registered; `nil` where that is not known to the second.
    func moment(of unit: Int32) -> Int64? { created.isEmpty ? nil : created[Int(unit)] }

    /// All pairs that were registered together, sorted; at most ``AnalysisSettings/mostConcurrent`` for each unit.
    func pairs(_ units: Units) -> [(a: Int32, b: Int32)] {
        let dated = created.indices.filter { created[$0] != nil }.map { Int32($0) }
            .sorted { (created[Int($0)] ?? 0, $0) < (created[Int($1)] ?? 0, $1) }
        var found: [(a: Int32, b: Int32)] = []
        for (place, unit) in dated.enumerated() {
            for other in dated[(place + 1)...].prefix(settings.mostConcurrent) {
                guard (created[Int(other)] ?? .max) - (created[Int(unit)] ?? .min) <= Self.window else { break }
                guard units.domain[Int(unit)] != units.domain[Int(other)], burst(unit, other) != nil else { continue }
                found.append((min(unit, other), max(unit, other)))
            }
        }
        return found.sorted { ($0.a, $0.b) < ($1.a, $1.b) }
    }

    /// Registrations further apart are not taken to be of one burst, in seconds.
    private static let window: Int64 = 600
    /// Zones of time differ by whole quarters of an hour, in seconds.
    private static let quarter: Int64 = 900
    /// Registries' clocks and queues blur anything shorter, in seconds.
    private static let least: Int64 = 5
    /// The time on either side from which the rate of registrations is taken, in seconds.
    private static let around = 30 * Timestamp.day
}
