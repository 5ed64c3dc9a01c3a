/// The units and places without which a campaign falls apart.
///
/// The campaign is a bipartite graph of units and the places where they met; a node whose removal leaves at least two
/// parts of two units or more is a bridge. One depth-first search finds them all (Hopcroft and Tarjan, "Algorithm 447:
/// efficient algorithms for graph manipulation", CACM 1973): linear in the number of edges, and without recursion, so a
/// long chain is no danger.
struct Bridges {
    /// A node whose removal tears the graph apart.
    struct Bridge: Equatable {
        /// The node's number.
        var node: Int
        /// How many names each part has, largest first; only parts of two units or more.
        var parts: [Int]
        /// How many names are left in parts of one unit.
        var strays: Int
    }

    /// The bridges, in the order of nodes.
    let found: [Bridge]

    /// Searches a graph.
    ///
    /// - Parameters:
    ///   - names: for each unit, how many names it has; units are the nodes from 0.
    ///   - places: how many places there are; they are the nodes after the units.
    ///   - edges: which unit was at which place; an edge may be given twice.
    init(names: [Int], places: Int, edges: [(unit: Int, place: Int)]) {
        let nodes = names.count + places
        let keys = edges.map { Int32($0.unit) } + edges.map { Int32(names.count + $0.place) }
        let ends = edges.map { names.count + $0.place } + edges.map(\.unit)
        var search = Search(names: names, nodes: nodes, neighbours: Grouping(keys: keys, groups: nodes), ends: ends)
        for start in names.indices where search.order[start] < 0 { search.visit(start) }
        found = search.cuts.sorted { $0.key < $1.key }.compactMap { search.bridge(at: $0.key, $0.value) }
    }

    /// The depth-first search; what is below a node is what is visited from its first visit until it is left.
    private struct Search {
        private let names: [Int]
        private let neighbours: Grouping
        private let ends: [Int]
        /// For each node, when it was visited; −1 before.
        private(set) var order: [Int]
        /// For each node that may tear the graph apart, the tops of the parts below it.
        private(set) var cuts: [Int: [Int]] = [:]
        /// For each node, the earliest visit that it or anything below reaches.
        private var low: [Int]
        /// For each node, how many nodes were visited when it was left.
        private var end: [Int]
        /// For each node, where the search of its connected part began.
        private var root: [Int]
        /// For each visit, how many units, and names of units, were visited before it; one more at the end.
        private var before = [Size()]

        private struct Size {
            var units = 0
            var names = 0

            static func - (a: Size, b: Size) -> Size { Size(units: a.units - b.units, names: a.names - b.names) }
        }

        init(names: [Int], nodes: Int, neighbours: Grouping, ends: [Int]) {
            self.names = names
            self.neighbours = neighbours
            self.ends = ends
            order = Array(repeating: -1, count: nodes)
            low = Array(repeating: 0, count: nodes)
            end = Array(repeating: 0, count: nodes)
            root = Array(repeating: 0, count: nodes)
        }

        mutating func visit(_ start: Int) {
            var path: [(node: Int, next: Int)] = [open(start, start)]
            while let (node, next) = path.last {
                if next < Int(neighbours.starts[node + 1]) {
                    path[path.count - 1].next += 1
                    let other = ends[Int(neighbours.items[next])]
                    if order[other] < 0 {
                        path.append(open(other, start))
                    } else {
                        low[node] = min(low[node], order[other])
                    }
                } else {
                    path.removeLast()
                    end[node] = before.count - 1
                    guard let parent = path.last?.node else { continue }
                    low[parent] = min(low[parent], low[node])
                    if low[node] >= order[parent] { cuts[parent, default: []].append(node) }
                }
            }
        }

        private mutating func open(_ node: Int, _ start: Int) -> (node: Int, next: Int) {
            order[node] = before.count - 1
            low[node] = before.count - 1
            root[node] = start
            let size = before[before.count - 1]
            before.append(
                node < names.count ? Size(units: size.units + 1, names: size.names + names[node]) : size
            )
            return (node, Int(neighbours.starts[node]))
        }

        /// What is below a node, itself included.
        private func size(of node: Int) -> Size { before[end[node]] - before[order[node]] }

        /// What becomes of the graph without a node, or `nil` where at most one part of two units or more is left.
        func bridge(at node: Int, _ tops: [Int]) -> Bridge? {
            var parts = tops.map { size(of: $0) }
            let own = before[order[node] + 1] - before[order[node]]
            parts.append(parts.reduce(size(of: root[node]) - own) { $0 - $1 })
            let large = parts.filter { $0.units > 1 }
            guard large.count > 1 else { return nil }
            return Bridge(
                node: node,
                parts: large.map(\.names).sorted(by: >),
                strays: parts.filter { $0.units == 1 }.reduce(0) { $0 + $1.names }
            )
        }
    }
}
