import Domain
import Foundation
import Testing

@testable import Rendering

@Suite struct CatalogTests {
    @Test("E20 every language has every key of English, with the same placeholders and all plural forms")
    func complete() throws {
        #expect(try renderer.get().catalog.gaps() == [])
    }

    @Test("E20 a gap is found: missing key, other placeholder, missing plural form, empty text")
    func gapsAreFound() {
        let english = ["a.x": "x", "a.y": "{n}", "a.z.one": "1", "a.z.other": "{count}", "a.w": "w"]
        let polish = ["a.y": "{m}", "a.z.one": "1", "a.z.other": "{count}", "a.w": " ", "a.v": "v"]
        let gaps = Catalog(texts: [.en: english, .pl: polish, .fr: english, .el: english]).gaps()
        #expect(
            gaps == [
                "pl: a.v is not in English", "pl: a.w is empty", "pl: a.x is missing",
                "pl: a.y has other placeholders than English", "pl: a.z lacks a plural form",
            ])
    }

    @Test("E20 a text that a language lacks comes from English and is reported")
    func fallback() {
        let misses = Misses()
        let words = Catalog(texts: [.en: ["a.x": "ex"]]).words(.el, misses: misses)
        #expect(words["a.x"] == "ex")
        #expect(words["a.y"] == "[a.y]")
        #expect(misses.all == ["el: a.x is missing", "el: a.y is in no language"])
    }

    @Test(
        "plural forms follow CLDR",
        arguments: [
            (Language.fr, 0, Plural.one), (.fr, 1, .one), (.fr, 2, .other), (.en, 0, .other), (.en, 1, .one),
            (.el, 1, .one), (.el, 0, .other), (.pl, 1, .one), (.pl, 2, .few), (.pl, 5, .many), (.pl, 12, .many),
            (.pl, 22, .few), (.pl, 112, .many), (.pl, 0, .many), (.pl, 21, .many),
        ])
    func plural(language: Language, count: Int, form: Plural) {
        #expect(Plural(count, in: language) == form)
    }

    @Test("placeholders are filled, and one without a value is reported")
    func fill() {
        let misses = Misses()
        let words = Catalog(texts: [.en: ["a.x": "{who} at {when}"]]).words(.en, misses: misses)
        #expect(words("a.x", ["who": "{when}", "when": "9"]) == "{when} at 9")
        #expect(words("a.x", ["who": "A"]) == "A at …")
        #expect(misses.all == ["en: a.x was not given {when}"])
    }

    @Test("E20 every template names only words, files and sheets that exist")
    func templates() throws {
        #expect(try renderer.get().misses.all == [])
    }
}
