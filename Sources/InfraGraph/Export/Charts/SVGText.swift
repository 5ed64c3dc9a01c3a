/// How numbers are written in SVG, and how wide text will be drawn.
enum SVGText {
    /// A coordinate or size with at most one decimal, the same in every locale; what is no number is 0.
    static func number(_ value: Double) -> String {
        guard value.isFinite else { return "0" }
        let tenths = Int((min(max(value, -1e9), 1e9) * 10).rounded())
        let sign = tenths < 0 ? "-" : ""
        let (whole, rest) = abs(tenths).quotientAndRemainder(dividingBy: 10)
        return rest == 0 ? "\(sign)\(whole)" : "\(sign)\(whole).\(rest)"
    }

    // MARK: - Widths

    /// How wide a text is in DejaVu Sans; an upper bound for other sans-serif fonts and for text beyond ASCII.
    static func width(_ text: String, size: Double, isBold: Bool = false) -> Double {
        let units = text.unicodeScalars.reduce(0) { $0 + advance($1) }
        return Double(units) / 1_000 * size * (isBold ? 1.13 : 1)
    }

    private static func advance(_ scalar: Unicode.Scalar) -> Int {
        switch scalar.value {
        case 0x20...0x7e: advances[Int(scalar.value) - 0x20]
        case 0xb7: 318
        case 0x2013: 500
        default: 1_000
        }
    }

    /// Advance widths of U+0020 to U+007E in thousandths of the font size.
    private static let advances = [
        318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636, 636,
        636,
        636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557,
        863,
        748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550,
        635,
        615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525,
        636,
        337, 636, 838,
    ]

    /// The text with its middle left out where it would be wider than a limit.
    static func shortened(_ text: String, size: Double, width limit: Double) -> String {
        let whole = VisibleText.written(text, keepingReferences: true)
        guard width(whole, size: size) > limit else { return whole }
        var (low, high) = (3, whole.unicodeScalars.count)
        while low < high {
            let middle = (low + high + 1) / 2
            if width(DOTText.shortened(whole, to: middle), size: size) <= limit {
                low = middle
            } else {
                high = middle - 1
            }
        }
        return DOTText.shortened(whole, to: low)
    }

    /// The text in lines that are at most so wide, broken at spaces, and inside words that are wider by themselves.
    static func lines(_ text: String, size: Double, width limit: Double, isBold: Bool = false) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in VisibleText.written(text, keepingReferences: true).split(separator: " ") {
            let longer = line.isEmpty ? String(word) : line + " " + word
            if width(longer, size: size, isBold: isBold) <= limit {
                line = longer
                continue
            }
            if !line.isEmpty { lines.append(line) }
            line = ""
            for scalar in word.unicodeScalars {
                if !line.isEmpty, width(line + String(scalar), size: size, isBold: isBold) > limit {
                    lines.append(line)
                    line = ""
                }
                line.unicodeScalars.append(scalar)
            }
        }
        if !line.isEmpty { lines.append(line) }
        return lines
    }
}
