import Foundation

@testable import Intake

extension Fuzzers {
    private static let limits = MultipartReader.Limits(
        body: 800, file: 300, field: 100, parts: 8, header: 400, preamble: 100)

    /// The first line is the content type (`multipart/form-data; boundary=b` where it is empty), the rest the body.
    /// However the body is cut, it is read as the same, in the same order, and within the limits.
    static func multipart(_ input: Input) {
        var input = input
        // Never 0, which would stay 0: pieces without a byte, for ever.
        var cuts = 1 << 16 | UInt32(input.byte()) << 8 | UInt32(input.byte())
        let line = input.line()
        let type = line.isEmpty ? "multipart/form-data; boundary=b" : line
        let body = input.bytes
        let whole = Reading(type, body) { _ in .max }
        // Marsaglia's xorshift: the lengths of the pieces, most of them short.
        let pieces = Reading(type, body) { _ in
            cuts ^= cuts << 13
            cuts ^= cuts >> 17
            cuts ^= cuts << 5
            return Int(cuts % 4 == 0 ? cuts >> 8 & 255 : cuts >> 8 & 7)
        }
        for reading in [whole, pieces, Reading(type, body) { _ in 1 }] {
            reading.check()
            // A body that is too large is refused before its first piece is read, or after some of them.
            if body.count > limits.body {
                expect(reading.problem != nil, "a body that is too large")
            } else {
                expect(reading.problem == whole.problem, "\(String(describing: reading.problem))")
                expect(reading.parts == whole.parts, "\(reading.parts), and whole: \(whole.parts)")
            }
        }
    }

    private struct Part: Equatable {
        let head: MultipartPart
        var data: [UInt8] = []
        var isTooLarge = false
        var isEnded = false

        /// Of a part that is too large, what came before the limit depends on the pieces.
        static func == (left: Self, right: Self) -> Bool {
            left.head == right.head && left.isTooLarge == right.isTooLarge && left.isEnded == right.isEnded
                && (left.isTooLarge || left.data == right.data)
        }
    }

    private struct Reading {
        private(set) var parts: [Part] = []
        private(set) var problem: MultipartProblem?
        private var isFinished = false

        init(_ type: String, _ body: [UInt8], length: (Int) -> Int) {
            do {
                var reader = try MultipartReader(contentType: type, limits: limits)
                var rest = body[...]
                while !rest.isEmpty {
                    let piece = rest.prefix(length(rest.count))
                    try reader.read(piece) { take($0) }
                    rest = rest.dropFirst(piece.count)
                }
                try reader.finish()
                expect(isFinished, "the end was told")
            } catch let error as MultipartProblem {
                problem = error
            } catch {
                expect(false, "\(error)")
            }
        }

        private mutating func take(_ event: MultipartReader.Event) {
            expect(!isFinished, "nothing after the end")
            let last = parts.count - 1
            switch event {
            case .partBegan(let head):
                expect(parts.last?.isEnded != false, "one part after the other")
                parts.append(Part(head: head))
            case .data(let data):
                expect(parts[last].isEnded == false && !parts[last].isTooLarge, "content of a part")
                parts[last].data += data
            case .partTooLarge:
                expect(!parts[last].isTooLarge, "told once")
                parts[last].isTooLarge = true
            case .partEnded:
                expect(!parts[last].isEnded, "ended once")
                parts[last].isEnded = true
            case .finished:
                expect(parts.last?.isEnded != false, "the last part ended")
                isFinished = true
            }
        }

        func check() {
            expect(parts.count <= limits.parts, "the limit of parts")
            for part in parts {
                let most = part.head.filename == nil ? limits.field : limits.file
                expect(part.data.count <= most, "the limit of bytes")
                let name = safeFilename(part.head.filename, type: .jpeg)
                expect(name.utf8.count <= 200 && !name.contains { "/\\\n\0\"".contains($0) }, name)
            }
        }
    }
}
