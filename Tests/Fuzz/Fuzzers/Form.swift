import Domain
import Foundation

@testable import Gateways
@testable import Intake

extension Fuzzers {
    private static let limits = FormFields.Limits(bytes: 800, fields: 20)

    /// Limits are kept, what was read is clean, and written again it is read as the same.
    static func form(_ input: Input) {
        let bytes = input.bytes
        if let fields = try? FormFields(urlEncoded: bytes, limits: limits) {
            expect(bytes.count <= limits.bytes && fields.list.count <= limits.fields, "the limits")
            for field in fields.list { clean(field.name + field.value) }
            let written = FormCoding.encode(fields.list.map { ($0.name, $0.value) })
            let again = must("the form written again") {
                try FormFields(urlEncoded: Array(written.utf8), limits: .init(bytes: 300_000))
            }
            // A pair without a name and without a value is written as `=`, and read as such.
            expect(again.list == fields.list, written)
        }
        let pairs = FormCoding.pairs(input.text)
        expect(pairs.count <= 200, "at most 200 pairs")
        let again = FormCoding.pairs(FormCoding.encode(pairs))
        expect(again.map(\.name) == pairs.map(\.name) && again.map(\.value) == pairs.map(\.value), input.text)
        text(input.text)
    }

    private static func clean(_ text: String) {
        expect(text.unicodeScalars.allSatisfy { $0.value >= 0x20 || $0 == "\n" || $0 == "\t" }, text)
        expect(!text.unicodeScalars.contains { (0x202A...0x202E).contains($0.value) }, text)
    }

    private static func text(_ typed: String) {
        let normal = Text.normalized(typed)
        clean(normal)
        for lines in [Text.Lines.one, .many] {
            guard let clean = try? Text.clean(typed, maximum: 100, lines: lines) else { continue }
            expect(clean.utf16.count <= 100, "at most 100 units: \(clean)")
            let again = must("a clean text read again") { try Text.clean(clean, maximum: 100, lines: lines) }
            expect(Array(again.utf8) == Array(clean.utf8), "\(clean.debugDescription), \(again.debugDescription)")
        }
    }
}
