/// Colours and sizes of charts; fonts and inks are those of maps (``MapStyle``).
enum ChartStyle {
    static let paper = "#FFFFFF"
    static let grid = "#E1E7ED"
    static let strongGrid = "#B4C0CC"
    static let margin = 24.0

    /// The fill and ink of the addresses that matter most.
    ///
    /// Hues of Okabe and Ito, which the colour-blind can tell apart; letters tell them apart in grey.
    static let addresses: [(fill: String, ink: String)] = [
        ("#1F4E79", "#FFFFFF"), ("#E69F00", MapStyle.light.ink), ("#009E73", MapStyle.light.ink),
        ("#CC79A7", MapStyle.light.ink),
        ("#56B4E9", MapStyle.light.ink), ("#D55E00", "#FFFFFF"),
    ]
    /// Any other address.
    static let otherAddress = "#B7C1CC"
    /// Where the data tells nothing.
    static let unknown = "#F0F1F3"

    /// What speaks for a connection.
    static let up = "#0072B2"
    /// What speaks against it; lighter, for readers in grey.
    static let down = "#E69F00"
    /// Where a connection starts, and what it adds up to.
    static let level = "#5F6C7B"
}
