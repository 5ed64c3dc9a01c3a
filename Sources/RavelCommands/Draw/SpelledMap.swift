internal import InfraGraph
internal import PublicSuffix

/// How an international name is read; `nil` for one in ASCII.
func spelling(of name: String) -> Spelling? {
    InternationalName.letters(name).map { Spelling(letters: $0, lookalike: Lookalike.ascii($0)) }
}

extension InfrastructureMap {
    /// The map with the letters behind international names, and what they read like.
    var spelled: InfrastructureMap {
        var map = self
        for number in nodes.indices where nodes[number].kind == .name {
            map.nodes[number].spelling = spelling(of: nodes[number].label)
        }
        return map
    }
}

extension Timeline {
    /// The timeline with the letters behind international names, and what they read like.
    var spelled: Timeline {
        var timeline = self
        for group in groups.indices {
            for row in groups[group].rows.indices {
                timeline.groups[group].rows[row].spelling = spelling(of: groups[group].rows[row].name)
            }
        }
        return timeline
    }
}
