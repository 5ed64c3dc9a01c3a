internal import InfraGraph

extension Evidence {
    /// The weight with its sign and one decimal.
    var signedWeight: String {
        weight == 0 ? "0" : (weight > 0 ? "+" : "") + JSON.decimal((weight * 10).rounded() / 10)
    }

    var json: JSON {
        .object([("kind", .text(kind)), ("weight", .number(weight)), ("text", .text(text))])
    }
}
