import Domain
import Intake
import Testing

@Suite struct TextTests {
    @Test("texts are stored composed, whatever way they were typed")
    func composed() throws {
        let clean = try Text.clean("Ele\u{301}ni \u{391}\u{301}", maximum: 100)
        #expect(Array(clean.unicodeScalars) == Array("El\u{E9}ni \u{386}".unicodeScalars))
    }

    @Test("the ends are trimmed, and one-line fields have one line")
    func trimmed() throws {
        #expect(try Text.clean("  a\r\n\r\nb \n", maximum: 100) == "a\n\nb")
        #expect(try Text.clean(" a\r\n \tb\u{A0} c ", maximum: 100, lines: .one) == "a b c")
    }

    @Test("emoji, right-to-left text and joined families stay whole")
    func unharmed() throws {
        for text in ["👩‍👩‍👧‍👦 ok 🇬🇷", "مرحبا بالعالم", "שלום", "Ελληνικά", "zażółć gęślą jaźń", "❤️"] {
            #expect(try Text.clean(text, maximum: 100) == text)
        }
    }

    @Test("length is counted as browsers count it, and the limit is named")
    func tooLong() throws {
        #expect(try Text.clean("👍👍", maximum: 4) == "👍👍")
        let problem = Problem(field: "comment", key: "text.tooLong", arguments: ["maximum": "3", "length": "4"])
        #expect(throws: problem) { try Text.clean("👍👍", field: "comment", maximum: 3) }
    }

    @Test(
        "a compulsory text needs something visible",
        arguments: [nil, "", " \n\t", "\u{200B}", "\u{202E}", "\u{200D}\u{FE0F}", "\u{A0}\u{3000}", "\0"])
    func missing(text: String?) throws {
        #expect(throws: Problem(field: "reason", key: "text.missing")) {
            try Text.clean(text, field: "reason", maximum: 10, required: true)
        }
        #expect(try Text.clean(text, maximum: 10) == "")
    }

    @Test("a heap of accents costs no more than a text of its length")
    func accents() throws {
        let heap = "a" + String(repeating: "\u{301}\u{323}\u{327}", count: 60_000)
        let clock = ContinuousClock()
        var clean = ""
        let spent = clock.measure { clean = Text.normalized(heap) }
        #expect(clean.unicodeScalars.count <= 9)
        #expect(spent < .seconds(2))
    }

    @Test("a letter that is taken apart keeps no more marks than stay when it is read again")
    func takenApart() {
        // U+FB41 is written as U+05E1 U+05BC in NFC.
        let once = Text.normalized("\u{FB41}" + String(repeating: "\u{301}", count: 8))
        #expect(once.unicodeScalars.count == 9)
        #expect(Array(Text.normalized(once).utf8) == Array(once.utf8))
    }

    @Test(
        "an accent behind a space stays when a line is cleaned again",
        arguments: ["a\n\u{301}b", "a \u{301}b", "\u{301}"])
    func accentBehindSpace(text: String) throws {
        let once = try Text.clean(text, maximum: 10, lines: .one)
        #expect(once.unicodeScalars.contains("\u{301}"))
        #expect(try Array(Text.clean(once, maximum: 10, lines: .one).utf8) == Array(once.utf8))
    }
}
