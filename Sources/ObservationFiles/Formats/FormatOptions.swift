/// What an analyst can say of a file whose content does not tell it.
public struct FormatOptions: Sendable {
    /// Which column of a delimited text holds which field, by the column's name or by its number from 1.
    public var columns: [(field: String, column: String)] = []
    /// The fields of passivedns lines in their order, as the letters of its option `-f`; `nil` for its default.
    public var passivednsFields: String?

    /// The fields that ``columns`` can name.
    public static var fields: [String] { DelimitedFormat.fields.map(\.name) }

    /// What is wrong with the options, whatever the file; `nil` where nothing is.
    public var problem: String? {
        do throws(RowWriter.Problem) {
            _ = try passivednsFields.map(PassivednsFields.init(letters:))
            return nil
        } catch {
            return "\(error.field): \(error.reason)"
        }
    }

    /// Makes options by which everything is told from the content.
    public init() {}
}
