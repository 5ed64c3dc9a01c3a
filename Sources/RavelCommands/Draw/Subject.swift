internal import ArgumentParser
internal import InfraGraph
internal import PassiveDNS

/// What a picture was asked for.
enum Subject {
    /// Campaigns, each once.
    case campaigns([Campaign])
    /// A name or an address that belongs to none.
    case alone(Indicator)

    /// Finds what ids of campaigns, names and addresses stand for; only one that is asked for by itself may belong to none.
    init(_ texts: [String], in analysis: Analysis) throws {
        if texts.count == 1, analysis.campaign(id: texts[0]) == nil, let indicator = try? Indicator(texts[0]),
            analysis.campaigns(seeds: [Seed(indicator)]).isEmpty
        {
            self = .alone(indicator)
        } else {
            self = .campaigns(try found(texts, in: analysis))
        }
    }

    /// Why there is nothing to draw.
    static func unseen(_ indicator: Indicator, in analysis: Analysis) -> Failure {
        let types = analysis.types(of: indicator).map(\.description).joined(separator: ", ")
        guard types.isEmpty else {
            return Failure(
                "\(indicator): only \(types) was seen of it, no address; `ravel pivot \(indicator)` lists that"
            )
        }
        return Failure("\(indicator): no such campaign, and nothing was seen of it; `ravel campaigns` lists them")
    }
}

/// Refuses names of files that are no SVG images.
func requireSVG(_ path: String) throws {
    guard path.lowercased().hasSuffix(".svg") else { throw ValidationError("\(path): the extension must be .svg") }
}
