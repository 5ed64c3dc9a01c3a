internal import InfraGraph
internal import PassiveDNS

extension Campaign.Peripheral {
    var json: JSON {
        .object([
            ("name", .text(name.text)), ("score", .number(score)), ("first", .time(period.first)),
            ("last", .time(period.last)), ("reason", .text(reason)),
        ])
    }
}

extension Campaign.Relation {
    var json: JSON {
        .object([
            ("campaign", .text(campaign)), ("score", .number(score)), ("links", .integer(Int64(links))),
            ("evidence", .text(evidence)),
        ])
    }
}

extension Campaign.Bridge {
    var json: JSON {
        .object([
            ("without", .text(indicator.description)), ("parts", .list(parts.map { .integer(Int64($0)) })),
            ("strays", .integer(Int64(strays))), ("text", .text(text)),
        ])
    }
}
