import CDeflate
import Domain
import Foundation
import Testing

@testable import Rendering

@Suite struct SheetTests {
    @Test("design: the contractor's page with its sheet and ten messages is at most 14 KB compressed")
    func weight() throws {
        for language in Language.allCases {
            var page = ExchangePage.samples(in: language)[3]
            let texts = page.thread.map(\.content)
            page.thread = (0..<10).map { index in
                var content = texts[index % texts.count]
                if case .message(let author, let isOwn, let text, let files) = content {
                    content = .message(
                        author: author, isOwn: isOwn, text: "\(index) \(text) \(index * 7919)", files: files)
                }
                return ExchangePage.ThreadEntry(
                    at: Instant(milliseconds: 1_795_370_520_000 + Int64(index) * 3_977_000), content)
            }
            let html = try renderer.get().html(page)
            #expect(gzipped(Data(html.utf8)) <= 14 * 1024, "\(language)")
        }
    }

    @Test("design: every step's page is at most 14 KB compressed, the fullest too")
    func stepWeights() throws {
        for page in ExchangePage.samples {
            let size = gzipped(Data(try renderer.get().html(page).utf8))
            #expect(size <= 14 * 1024, "\(page.language) \(page.label) \(size)")
        }
    }

    @Test("design: the sheet in the page is the one whose hash the policy names, and no style= is needed")
    func hash() throws {
        let renderer = try renderer.get()
        let html = renderer.html(ExchangePage.samples[0])
        let start = try #require(html.firstRange(of: "<style>")).upperBound
        let end = try #require(html.firstRange(of: "</style>")).lowerBound
        let inlined = StyleSheet(String(html[start..<end]))
        #expect(inlined.text == html[start..<end])
        #expect(renderer.exchangePolicy.contains("style-src \(inlined.source);"))
        #expect(StyleSheet("").source == "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='")
        #expect(!renderer.exchangePolicy.contains("unsafe"))
    }

    @Test("the address of a file changes with its content")
    func address() {
        let one = WebFile(name: "a.css", body: Data("a".utf8))
        #expect(one.path.hasPrefix("/web/a.") && one.path.hasSuffix(".css"))
        #expect(one.path != WebFile(name: "a.css", body: Data("b".utf8)).path)
    }

    @Test("E21 every brand colour can be read as text and as a button, in light and in dark", arguments: Brand.allCases)
    func contrast(brand: Brand) throws {
        let sheet = try String(contentsOf: projectRoot.appending(path: "Web/exchange.css"), encoding: .utf8)
        let rule = try #require(sheet.firstRange(of: ".\(brand.className) {"))
        let colours = sheet[rule.upperBound...].prefix { $0 != "}" }.split { !$0.isNumber }.compactMap { Double($0) }
        try #require(colours.count == 6)
        let (light, dark) = (Array(colours[0..<3]), Array(colours[3..<6]))
        let (white, night, ink) = ([255.0, 255, 255], [19.0, 26, 24], [6.0, 35, 26])
        #expect(ratio(light, white) >= 4.5)
        #expect(ratio(light, mixed(light, white, 0.1)) >= 4.5)
        #expect(ratio(dark, night) >= 4.5)
        #expect(ratio(dark, mixed(dark, night, 0.14)) >= 4.5)
        #expect(ratio(dark, ink) >= 4.5)
    }

    @Test("shrinking a sheet keeps what separates selectors and values")
    func shrink() {
        #expect(
            StyleSheet.shrunk("/* x */ a b { margin: 0 auto; color: red; }\n@media (x) { i > b { top: 1px } }")
                == "a b{margin:0 auto;color:red}@media (x){i>b{top:1px}}")
    }

    private func ratio(_ one: [Double], _ other: [Double]) -> Double {
        let (high, low) = (max(luminance(one), luminance(other)), min(luminance(one), luminance(other)))
        return (high + 0.05) / (low + 0.05)
    }

    private func luminance(_ colour: [Double]) -> Double {
        let linear = colour.map { value in
            value / 255 <= 0.04045 ? value / 255 / 12.92 : pow((value / 255 + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }

    private func mixed(_ colour: [Double], _ ground: [Double], _ share: Double) -> [Double] {
        zip(colour, ground).map { $0 * share + $1 * (1 - share) }
    }

    private func gzipped(_ data: Data) -> Int {
        let compressor = libdeflate_alloc_compressor(1)
        defer { libdeflate_free_compressor(compressor) }
        var packed = [UInt8](repeating: 0, count: data.count + 1024)
        return libdeflate_gzip_compress(compressor, [UInt8](data), data.count, &packed, packed.count)
    }
}
