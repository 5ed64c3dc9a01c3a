/// Colours, fonts and sizes of drawn maps.
///
/// Kinds differ in shape and outline as well as in colour, and colours differ in lightness, so that maps can be read in
/// grey and by the colour-blind.
public struct MapStyle: Sendable {
    /// DejaVu Sans is measured; Verdana, on machines without it, is as wide.
    static let font = "DejaVu Sans,Verdana,sans-serif"

    let paper: String
    let ink: String
    let quietInk: String
    let nameFill: String
    let nameLine: String
    let seedFill: String
    let seedLine: String
    let addressFill: String
    let addressInk: String
    let hubLine: String
    let hubInk: String
    let groupFill: String
    let groupLine: String
    let campaignFill: String
    /// Okabe and Ito's vermilion, darkened for text.
    let relation: String
    let tie: String
    let plantedFill: String
    let plantedLine: String
    let eventInk: String
    /// Red, green and blue of the first sighting to the last; see ``TimeRamp``.
    let ramp: [(Double, Double, Double)]

    /// Dark ink on white paper, for print.
    public static let light = MapStyle(
        paper: "#FFFFFF",
        ink: "#1F2933",
        quietInk: "#5F6C7B",
        nameFill: "#FFFFFF",
        nameLine: "#8FA1B3",
        seedFill: "#FBE3A6",
        seedLine: "#A66A00",
        addressFill: "#1F4E79",
        addressInk: "#FFFFFF",
        hubLine: "#8A9099",
        hubInk: "#5B626B",
        groupFill: "#F3F6F9",
        groupLine: "#D3DCE5",
        campaignFill: "#E1EBF4",
        relation: "#B34700",
        tie: "#47627D",
        plantedFill: "#F6DCE6",
        plantedLine: "#A3386C",
        eventInk: "#8A2F5B",
        ramp: [
            (16, 32, 92), (38, 92, 148), (48, 132, 128), (140, 138, 60), (204, 128, 12),
        ]
    )

    /// Light ink on dark paper, for screens.
    public static let dark = MapStyle(
        paper: "#181E24",
        ink: "#E4E9EE",
        quietInk: "#A3B0BD",
        nameFill: "#242C35",
        nameLine: "#7A8B9C",
        seedFill: "#5A4410",
        seedLine: "#E8B54A",
        addressFill: "#8FBCE6",
        addressInk: "#10202F",
        hubLine: "#8A949F",
        hubInk: "#B4BDC7",
        groupFill: "#1F262E",
        groupLine: "#3B4754",
        campaignFill: "#22364A",
        relation: "#FF9A4D",
        tie: "#9DB4CB",
        plantedFill: "#4A2338",
        plantedLine: "#F08CBB",
        eventInk: "#F2A0C4",
        ramp: [
            (112, 148, 240), (84, 172, 212), (92, 196, 156), (196, 188, 84), (255, 188, 64),
        ]
    )

    /// Half transparent, for drawings in which lines lie over lines: appended to a colour.
    static let thin = "70"
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
