/// Campaigns with links between them that were not enough to make them one.
struct Relations {
    /// Two campaigns and what lies between them.
    struct Relation: Equatable {
        /// The campaigns' places among all; the smaller place first.
        var campaigns: [Int32]
        /// The mean over the units of the campaign with fewer of each one's strongest link across.
        var score: Double
        /// How many links there are.
        var links: Int
        /// The strongest link.
        var strongest: UnitTie
    }

    /// The relations, by campaigns.
    let found: [Relation]

    /// Looks at every link between two campaigns.
    ///
    /// n log n in their number.
    ///
    /// - Parameters:
    ///   - links: the pairs to look at, each once.
    ///   - campaignOfUnit: for each unit, its campaign, or −1.
    ///   - sizes: for each campaign, how many units it has.
    init(_ links: some Sequence<UnitTie>, campaignOfUnit: [Int32], sizes: [Int]) {
        var across: [(left: Int32, right: Int32, tie: UnitTie)] = []
        for tie in links {
            let (left, right) = (campaignOfUnit[Int(tie.a)], campaignOfUnit[Int(tie.b)])
            guard left >= 0, right >= 0, left != right else { continue }
            across.append(
                left < right
                    ? (left, right, tie)
                    : (right, left, UnitTie(a: tie.b, b: tie.a, score: tie.score, address: tie.address))
            )
        }
        across.sort { x, y in
            (x.left, x.right, y.tie.score, x.tie.a, x.tie.b) < (y.left, y.right, x.tie.score, y.tie.a, y.tie.b)
        }
        var found: [Relation] = []
        var at = 0
        while at < across.count {
            let (left, right, strongest) = across[at]
            let isLeftSmaller = sizes[Int(left)] <= sizes[Int(right)]
            let start = at
            var reached: Set<Int32> = []
            var sum = 0.0
            while at < across.count, across[at].left == left, across[at].right == right {
                let tie = across[at].tie
                if reached.insert(isLeftSmaller ? tie.a : tie.b).inserted { sum += tie.score }
                at += 1
            }
            found.append(
                Relation(
                    campaigns: [left, right],
                    score: sum / Double(min(sizes[Int(left)], sizes[Int(right)])),
                    links: at - start,
                    strongest: strongest
                )
            )
        }
        self.found = found
    }
}
