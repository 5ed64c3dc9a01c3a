internal import InfraGraph
internal import PublicSuffix

extension InfrastructureMap {
    /// The map with the letters behind international names, and what they read like.
    var spelled: InfrastructureMap {
        var map = self
        for number in nodes.indices where nodes[number].kind == .name {
            guard let letters = InternationalName.letters(nodes[number].label) else { continue }
            map.nodes[number].unicode = letters
            map.nodes[number].lookalike = Lookalike.ascii(letters)
        }
        return map
    }
}
