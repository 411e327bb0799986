import Domain
import Testing

@testable import Rendering

@Suite struct SMSTextTests {
    @Test("P30 every character of the GSM basic table is one septet, of the extension table two")
    func tables() {
        let basic =
            "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
            + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
        #expect(basic.unicodeScalars.count == 127)  // 128 positions, one of them the escape itself
        #expect(basic.unicodeScalars.allSatisfy { SMSText.septets(of: $0) == 1 })
        #expect("^{}\\[~]|€\u{0C}".unicodeScalars.allSatisfy { SMSText.septets(of: $0) == 2 })
        let known = Set((basic + "^{}\\[~]|€\u{0C}").unicodeScalars)
        let others = (0...0x3000).compactMap { Unicode.Scalar($0) }.filter { !known.contains($0) }
        #expect(others.allSatisfy { SMSText.septets(of: $0) == nil })
    }

    @Test(
        "P30 limits: 160 and 153 septets, 70 and 67 UTF-16 units",
        arguments: [
            ("a", 0, 0, 1), ("a", 160, 160, 1), ("a", 161, 161, 2), ("a", 306, 306, 2), ("a", 307, 307, 3),
            ("a", 459, 459, 3), ("a", 460, 460, 4), ("€", 80, 160, 1), ("€", 81, 162, 2), ("\r\n", 80, 160, 1),
            // 152 septets and no half: an escape pair does not straddle.
            ("€", 152, 304, 2), ("€", 153, 306, 3), ("€", 228, 456, 3), ("€", 229, 458, 4),
            ("ł", 70, 70, 1), ("ł", 71, 71, 2), ("ł", 134, 134, 2), ("ł", 135, 135, 3),
            ("😀", 35, 70, 1), ("😀", 36, 72, 2), ("😀", 66, 132, 2), ("😀", 67, 134, 3),
        ])
    func limits(unit: String, times: Int, units: Int, parts: Int) {
        let count = SMSText.count(String(repeating: unit, count: times))
        #expect(count.units == units)
        #expect(count.parts == parts)
    }

    @Test("P30 one letter outside the alphabet doubles the price: n° in French, a Greek small letter, a Polish ł")
    func encodings() {
        let rest = String(repeating: "x", count: 130)
        for letter in ["ê", "ç", "œ", "°", "’", "À", "ł", "ż", "ό", "α", "`", "…", "\u{A0}"] {
            #expect(SMSText.count(rest + letter).encoding == .ucs2)
            #expect(SMSText.count(rest + letter).parts == 2)
        }
        #expect(SMSText.count("Intervention n° 12 " + rest).parts == 3)
        for letter in ["é", "è", "à", "ù", "Ç", "É", "Δ", "Ω", "€"] {
            #expect(
                SMSText.count(rest + letter) == SMSCount(encoding: .gsm7, units: letter == "€" ? 132 : 131, parts: 1))
        }
    }

    @Test("P30 an escape pair at the end of a part moves to the next one")
    func escapePair() {
        let start = String(repeating: "a", count: 152)
        #expect(SMSText.count(start + "€" + String(repeating: "a", count: 151)).parts == 2)
        #expect(SMSText.count(start + "€" + String(repeating: "a", count: 152)).parts == 3)
        let greek = String(repeating: "ά", count: 66)
        #expect(SMSText.count(greek + "😀" + String(repeating: "ά", count: 65)).parts == 2)
        #expect(SMSText.count(greek + "😀" + String(repeating: "ά", count: 66)).parts == 3)
    }
}

@Suite struct SMSFoldingTests {
    @Test(
        "P30 folding by language",
        arguments: [
            (Language.fr, "n° 3, l’évier à côté", "no 3, l'évier à coté"),
            (.fr, "Ça gêne : où êtes-vous ?", "Ça gene : où etes-vous ?"),
            (
                .fr, "« Œuvre » – cœur… À 20 °C, 3°",
                "\"OEuvre\" - coeur... A 20 C, 3o".replacing("\"OEuvre\"", with: "\" OEuvre \"")
            ),
            (.fr, "façade, leçon, e\u{301}", "facade, lecon, é"),
            (.pl, "Zażółć gęślą jaźń", "Zazolc gesla jazn"),
            (.pl, "ŁÓDŹ „test”", "LODZ \"test\""),
            (.en, "It’s 5½ m² — naïve £5 €5", "It's 51/2 m2 - naive £5 €5"),
            (.en, "Київ 😀 ok", "Kiiv ok"),
            (.en, "[a] {b} ~ `c`", "[a] {b} ~ 'c'"),
        ])
    func byLanguage(language: Language, text: String, folded: String) {
        #expect(SMSFolding.fold(text, language) == folded)
    }

    @Test("P30 Greek stays Greek in one part, else it is capitals without tonos from the GSM alphabet")
    func greek() {
        #expect(SMSFolding.fold("Καλημέρα σας", .el) == "Καλημέρα σας")
        #expect(SMSFolding.fold("Καλημέρα σας", .el, mayStayGreek: false) == "KAΛHMEPA ΣAΣ")
        #expect(SMSFolding.fold("ΐϊΰϋ ός Ήτα", .el, mayStayGreek: false) == "IIYY OΣ HTA")
        let long = String(repeating: "Καλημέρα σας ", count: 10)
        let folded = SMSFolding.fold(long, .el)
        #expect(folded == String(repeating: "KAΛHMEPA ΣAΣ ", count: 10))
        #expect(SMSText.count(folded) == SMSCount(encoding: .gsm7, units: 130, parts: 1))
        #expect(SMSFolding.fold("Αθήνα", .fr) == "AΘHNA")
    }

    @Test("P30 the whole Greek alphabet, with every accent, has a place in GSM 7-bit")
    func greekAlphabet() {
        let letters = (0x386...0x3CE).compactMap { Unicode.Scalar($0) }.filter { $0.properties.isAlphabetic }
        for letter in letters {
            let folded = SMSFolding.fold(String(letter), .el, mayStayGreek: false)
            #expect(folded.count == 1 && SMSText.isGSM7(folded), "\(letter)")
        }
    }

    @Test(
        "P30 whatever is typed folds into GSM 7-bit, and what is there already is left alone",
        arguments: Language.allCases)
    func total(language: Language) {
        for value in UInt32(0x20)...0x2FFF {
            guard let scalar = Unicode.Scalar(value), scalar.properties.generalCategory != .unassigned else { continue }
            let folded = SMSFolding.fold(String(scalar), language, mayStayGreek: false)
            #expect(SMSText.isGSM7(folded), "U+\(String(value, radix: 16))")
            if SMSText.septets(of: scalar) != nil { #expect(folded == String(scalar)) }
        }
    }
}
