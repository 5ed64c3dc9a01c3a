/// Colours, fonts and sizes of drawn maps.
///
/// Kinds differ in shape and outline as well as in colour, and colours differ in lightness, so that maps can be read in
/// grey and by the colour-blind.
enum MapStyle {
    /// DejaVu Sans is measured; Verdana, on machines without it, is as wide.
    static let font = "DejaVu Sans,Verdana,sans-serif"

    static let ink = "#1F2933"
    static let quietInk = "#5F6C7B"
    static let nameFill = "#FFFFFF"
    static let nameLine = "#8FA1B3"
    static let seedFill = "#FBE3A6"
    static let seedLine = "#A66A00"
    static let addressFill = "#1F4E79"
    static let addressInk = "#FFFFFF"
    static let hubLine = "#8A9099"
    static let hubInk = "#5B626B"
    static let groupFill = "#F3F6F9"
    static let groupLine = "#D3DCE5"
    static let campaignFill = "#E1EBF4"
    /// Okabe and Ito's vermilion, darkened for text.
    static let relation = "#B34700"
    static let tie = "#47627D"
    /// Half transparent, for drawings in which lines lie over lines: appended to a colour.
    static let thin = "70"
    static let plantedFill = "#F6DCE6"
    static let plantedLine = "#A3386C"
    static let eventInk = "#8A2F5B"

    /// Scalars of a name that are drawn; the tooltip holds all.
    static let nameLimit = 40
    /// Scalars of a name that are drawn in a list.
    static let rowLimit = 34

    /// Points of width of an edge by its validity, 0…1.
    static func width(validity: Double, isThin: Bool) -> String {
        let bounded = validity.isFinite ? min(max(validity, 0), 1) : 0
        return number(isThin ? 0.4 + 0.8 * bounded : 0.7 + 2.6 * bounded)
    }

    /// A number with one decimal, the same in every locale.
    static func number(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }

    /// A number of at least 0 with two decimals, the same in every locale.
    static func hundredths(_ value: Double) -> String {
        let hundredths = Int((value * 100).rounded())
        return "\(hundredths / 100).\(hundredths / 10 % 10)\(hundredths % 10)"
    }
}
