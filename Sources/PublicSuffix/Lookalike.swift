internal import Foundation

/// Names that read like other names because their letters do.
///
/// Letters of other scripts that a reader takes for Latin ones, from the confusables of Unicode Technical Standard 39 (16.0),
/// as far as IDNA lets names hold them: Cyrillic, Greek, Armenian and Latin letters beyond ASCII.
public enum Lookalike {
    /// The ASCII name that a name in letters reads like, or `nil` where some letter has no such double.
    ///
    /// Accents are kept apart from their letters, and dropped: `páypаl` with a Cyrillic `а` reads like `paypal`. Accents alone, as
    /// in `bücher`, are how words are written and read like nothing else.
    public static func ascii(_ letters: String) -> String? {
        var read = ""
        var isForeign = false
        for scalar in letters.lowercased().decomposedStringWithCompatibilityMapping.unicodeScalars {
            if scalar.isASCII {
                read.unicodeScalars.append(scalar)
            } else if let double = doubles[scalar] {
                read += double
                isForeign = true
            } else if scalar.properties.generalCategory != .nonspacingMark {
                return nil
            }
        }
        return isForeign ? read : nil
    }

    private static let doubles: [Unicode.Scalar: String] = [
        // Cyrillic
        "а": "a", "с": "c", "ԁ": "d", "е": "e", "һ": "h", "і": "i", "ј": "j", "ӏ": "l", "ո": "n", "о": "o", "р": "p",
        "ԛ": "q",
        "ѕ": "s", "у": "y", "ѵ": "v", "ѡ": "w", "ԝ": "w", "х": "x", "ү": "y", "к": "k", "м": "m", "т": "t", "в": "b",
        "н": "h",
        "г": "r", "ь": "b", "п": "n", "з": "3",
        // Greek
        "α": "a", "ε": "e", "ι": "i", "κ": "k", "ν": "v", "ο": "o", "ρ": "p", "τ": "t", "υ": "u", "χ": "x", "γ": "y",
        "η": "n",
        "ω": "w", "ϲ": "c", "ϳ": "j",
        // Armenian
        "ս": "u", "օ": "o", "զ": "q", "ց": "g", "հ": "h", "ք": "p", "յ": "j",
        // Latin
        "ı": "i", "ɡ": "g", "ɑ": "a", "ɩ": "i", "ʋ": "u", "ɯ": "w", "ʏ": "y", "ƅ": "b", "ƽ": "s", "ł": "l", "ø": "o",
        "đ": "d",
        "ħ": "h", "æ": "ae", "œ": "oe", "ß": "b",
    ]
}
