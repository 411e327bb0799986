import Domain
import Foundation
import Intake
import Testing

@Suite struct MultipartReaderTests {
    @Test("Chromium's form is read: escapes, several files, an empty file, no file chosen")
    func chromium() throws {
        let parts = try Body.chromium.read()
        #expect(parts.map(\.head.name) == ["na\"me", "t", "f", "f", "f", "none"])
        #expect(
            parts.map(\.head.filename) == [nil, nil, "πλάνο \"α\" 100%.jpg", "back\\slash\\.txt", "leer;=.txt", ""])
        #expect(parts[1].text == "é\r\n“b”")
        #expect(parts[2].data == [0xFF, 0xD8, 0xFF, 0xE0] + Array("JFIF\r\n--x".utf8))
        #expect(parts[2].head.contentType == "image/jpeg")
        #expect(parts[3].text == "a\r\nb\n")
        #expect(parts[4].data.isEmpty)
        #expect(parts[5].data.isEmpty)
    }

    @Test("Firefox's, Safari's and curl's forms are read")
    func others() throws {
        let firefox = try Body.firefox.read()
        #expect(firefox.map(\.head.filename) == [nil, "façade.png"])
        #expect(firefox.map(\.text) == ["Γεια", "PNG"])
        let safari = try Body.safari.read()
        #expect(safari.map(\.head.filename) == [nil, "IMG_0001.HEIC"])
        let curl = try Body.curl.read()
        #expect(curl.map(\.head.filename) == [nil, "a\"b\\.txt"])
    }

    @Test("every way to cut a body in two, and byte by byte, reads the same", arguments: Body.all)
    func splits(body: Body) throws {
        let whole = try body.read()
        for position in 0...body.bytes.count {
            #expect(try body.read(cutAt: [position]) == whole, "cut at \(position)")
        }
        #expect(try body.read(cutAt: Array(1..<body.bytes.count)) == whole)
        for width in [2, 3, 5, 7, 16, 61] {
            #expect(try body.read(cutAt: Array(stride(from: width, to: body.bytes.count, by: width))) == whole)
        }
    }

    @Test("content that looks like a delimiter but is none is content, however it is cut")
    func lookalikes() throws {
        let tricky = "\r\n--boundarX\r\r\n\r\n--bound\r\n--\r\n\r\n--boundar"
        let body = Body(
            "boundary", "--boundary\r\nContent-Disposition: form-data; name=a\r\n\r\n\(tricky)\r\n--boundary--")
        for position in 0...body.bytes.count {
            #expect(try body.read(cutAt: [position, position + 1]).map(\.text) == [tricky])
        }
    }

    @Test("a preamble, padding, an epilogue and unknown headers are tolerated")
    func tolerated() throws {
        let body = Body(
            "b c'",
            "hello\r\n--b c' \t\r\nX-Odd: 1\r\ncontent-disposition : FORM-DATA ;\r\n NAME = \"a\"\r\n\r\n1\r\n--b c'--\r\nbye",
            contentType: "Multipart/Form-Data; charset=utf-8; Boundary=\"b c'\"")
        // A blank before the colon is no header name.
        #expect(throws: MultipartProblem.malformed) { try body.read() }
        let mended = Body(
            "b c'", body.text.replacingOccurrences(of: "disposition :", with: "disposition:"),
            contentType: body.contentType)
        #expect(try mended.read().map(\.text) == ["1"])
    }

    @Test("a form without parts and an empty part are read")
    func empty() throws {
        #expect(try Body("b", "--b--\r\n").read().isEmpty)
        let part = "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n"
        #expect(try Body("b", part + "\r\n--b--").read().map(\.text) == [""])
        #expect(try Body("b", part + "--b--").read().map(\.text) == [""])
    }

    @Test("filename* is read where a program sends it, and wins")
    func extended() throws {
        let name = "filename=\"na?ve.jpg\"; filename*=utf-8''na%C3%AFve.jpg"
        let body = Body("b", "--b\r\nContent-Disposition: form-data; name=\"f\"; \(name)\r\n\r\n\r\n--b--")
        #expect(try body.read().map(\.head.filename) == ["naïve.jpg"])
    }

    @Test("an interrupted upload is noticed wherever it breaks off")
    func interrupted() throws {
        let body = Body.chromium
        let end = body.bytes.count - 2
        for length in 0..<end {
            var reader = try MultipartReader(contentType: body.contentType)
            try reader.read(body.bytes[..<length]) { _ in }
            #expect(throws: MultipartProblem.interrupted, "after \(length)") { try reader.finish() }
        }
        var reader = try MultipartReader(contentType: body.contentType)
        try reader.read(body.bytes[..<end]) { _ in }
        try reader.finish()
    }

    @Test(
        "broken bodies are refused",
        arguments: [
            "--b\r\n\r\nno disposition\r\n--b--",
            "--b\r\nContent-Disposition: attachment; name=a\r\n\r\n\r\n--b--",
            "--b\r\nContent-Disposition: form-data\r\n\r\n\r\n--b--",
            "--b\r\nContent-Disposition: form-data; name=a\r\nContent-Disposition: form-data; name=b\r\n\r\n\r\n--b--",
            "--b\r\nContent-Disposition: form-data; name=a\r\nContent-Transfer-Encoding: base64\r\n\r\nAA==\r\n--b--",
            "--b\r\nno colon here\r\n\r\n\r\n--b--", "--bX\r\n", "--b-x", "--b\rx",
            "--b" + String(repeating: " ", count: 100),
            String(repeating: "preamble ", count: 1000),
        ])
    func malformed(text: String) throws {
        #expect(throws: MultipartProblem.malformed) { try Body("b", text).read() }
    }

    @Test(
        "other content types are refused",
        arguments: [
            "", "text/plain", "multipart/mixed; boundary=a", "multipart/form-data", "multipart/form-data; boundary=",
            "multipart/form-data; boundary=\"\"", "multipart/form-data; boundary=" + String(repeating: "a", count: 71),
            "multipart/form-data; boundary=\"a\r\nb\"", "multipart/form-data; xboundary=a",
        ])
    func contentTypes(type: String) {
        #expect(throws: MultipartProblem.notMultipart) { try MultipartReader(contentType: type) }
    }

    @Test("a failed reader stays failed")
    func staysFailed() throws {
        var reader = try MultipartReader(contentType: "multipart/form-data; boundary=b")
        #expect(throws: MultipartProblem.malformed) { try reader.read(Array("--bX".utf8)[...]) { _ in } }
        #expect(throws: MultipartProblem.malformed) { try reader.read(Array("--b--".utf8)[...]) { _ in } }
        #expect(throws: MultipartProblem.malformed) { try reader.finish() }
    }

    @Test("P21 a file over the limit is marked and passed over; the fields behind it still arrive")
    func tooLargeFile() throws {
        let text =
            "--b\r\nContent-Disposition: form-data; name=f; filename=a\r\n\r\n"
            + String(repeating: "x", count: 5000)
            + "\r\n--b\r\nContent-Disposition: form-data; name=t\r\n\r\nkept\r\n--b--"
        let body = Body("b", text)
        let parts = try body.read(
            cutAt: Array(stride(from: 100, to: text.utf8.count, by: 100)), limits: .init(file: 1000))
        #expect(parts.map(\.isTooLarge) == [true, false])
        #expect(parts[0].data.count <= 1000)
        #expect(parts[1].text == "kept")
    }

    @Test("an endless body, endless headers and endless parts come to an end")
    func endless() throws {
        let part = "--b\r\nContent-Disposition: form-data; name=a\r\n\r\n"
        let chunk = [UInt8](repeating: 0x78, count: 1000)[...]
        var reader = try MultipartReader(contentType: "multipart/form-data; boundary=b", limits: .init(body: 50_000))
        try reader.read(Array(part.utf8)[...]) { _ in }
        #expect(throws: MultipartProblem.tooLarge) { for _ in 0..<100 { try reader.read(chunk) { _ in } } }

        var heads = try MultipartReader(contentType: "multipart/form-data; boundary=b")
        try heads.read(Array("--b\r\n".utf8)[...]) { _ in }
        #expect(throws: MultipartProblem.malformed) { for _ in 0..<100 { try heads.read(chunk) { _ in } } }

        let many = String(repeating: part + "\r\n", count: 300) + "--b--"
        #expect(throws: MultipartProblem.tooManyParts) { try Body("b", many).read() }
    }

    @Test("what the sink throws comes through")
    func sinkThrows() throws {
        struct DiskFull: Error {}
        var reader = try MultipartReader(contentType: Body.chromium.contentType)
        #expect(throws: DiskFull.self) { try reader.read(Body.chromium.bytes[...]) { _ in throw DiskFull() } }
    }

    @Test("any bytes at all end in a value or a problem, and cutting them changes nothing")
    func anyBytes() throws {
        let pieces = [
            "\r", "\n", "\r\n", "--b", "--", "b", ":", ";", "=", "\"", "Content-Disposition: form-data; name=a", "x",
        ]
        for _ in 0..<3000 {
            let text = (0..<Int.random(in: 0...24)).map { _ in pieces.randomElement() ?? "" }.joined()
            let body = Body("b", "--b\r\n" + text)
            let whole = Result { try body.read() }.mapError { $0 as? MultipartProblem ?? .notMultipart }
            let cuts = Array(1..<body.bytes.count)
            let cut = Result { try body.read(cutAt: cuts) }.mapError { $0 as? MultipartProblem ?? .notMultipart }
            #expect(whole == cut, "\(text.debugDescription)")
        }
    }

    @Test("25 MB of line ends are read in reasonable time")
    func hostileContent() throws {
        var reader = try MultipartReader(contentType: "multipart/form-data; boundary=----WebKitFormBoundaryAbc")
        let head = "------WebKitFormBoundaryAbc\r\nContent-Disposition: form-data; name=f; filename=a\r\n\r\n"
        try reader.read(Array(head.utf8)[...]) { _ in }
        let chunk = [UInt8](repeating: 0x0D, count: 65_536)[...]
        var size = 0
        let spent = try ContinuousClock().measure {
            for _ in 0..<100 {
                try reader.read(chunk) { if case .data(let data) = $0 { size += data.count } }
            }
        }
        #expect(size >= 99 * 65_536)
        #expect(spent < .seconds(20))
    }
}
