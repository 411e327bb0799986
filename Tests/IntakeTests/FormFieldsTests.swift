import Domain
import Intake
import Testing

@Suite struct FormFieldsTests {
    private func form(_ body: String) throws -> FormFields { try FormFields(urlEncoded: Array(body.utf8)) }

    @Test("fields come in order, decoded, and repeated ones together")
    func decoding() throws {
        let form = try form("answer=accept&comment=d%C3%A9j%C3%A0+vu%0D%0A%26co&tick=1&tick=2&empty=&alone&=x&&a=b=c")
        #expect(form["answer"] == "accept")
        #expect(form["comment"] == "déjà vu\n&co")
        #expect(form.all("tick") == ["1", "2"])
        #expect(form["empty"] == "")
        #expect(form["alone"] == "")
        #expect(form[""] == "x")
        #expect(form["a"] == "b=c")
        #expect(form["none"] == nil)
        #expect(form.all("none").isEmpty)
        #expect(form.list.map(\.name) == ["answer", "comment", "tick", "tick", "empty", "alone", "", "a"])
    }

    @Test("a percent sign that begins no escape stands for itself", arguments: ["%", "%4", "%zz", "100%25", "%%41"])
    func brokenEscapes(text: String) throws {
        let expected = ["%": "%", "%4": "%4", "%zz": "%zz", "100%25": "100%", "%%41": "%A"]
        #expect(try form("a=" + text)["a"] == expected[text])
    }

    @Test("what is no UTF-8 becomes a replacement character")
    func brokenUTF8() throws {
        #expect(try form("a=%FF%C3x")["a"] == "\u{FFFD}\u{FFFD}x")
    }

    @Test("control characters and direction overrides are left out, tabs and lines stay")
    func controls() throws {
        let form = try form("a=x%00%07y%7F%09z%0Dl%0D%0Am%C2%85%E2%80%AEgpj%E2%81%A6%EF%BB%BF")
        #expect(form["a"] == "xy\tz\nl\nmgpj")
    }

    @Test("too large and too many are said with the limit")
    func bounded() throws {
        let limits = FormFields.Limits(bytes: 2048, fields: 3)
        let large = Array("a=".utf8) + [UInt8](repeating: 0x61, count: 4096)
        #expect(throws: Problem(field: "", key: "form.tooLarge", arguments: ["maximum": "2"])) {
            try FormFields(urlEncoded: large, limits: limits)
        }
        #expect(throws: Problem(field: "", key: "form.tooManyFields", arguments: ["maximum": "3"])) {
            try FormFields(urlEncoded: Array("a&b&c&d".utf8), limits: limits)
        }
        var form = FormFields(limits: limits)
        try form.append(name: "a", bytes: Array("é\r\n".utf8))
        #expect(form["a"] == "é\n")
        #expect(throws: Problem.self) { try form.append(name: "b", bytes: large) }
    }

    @Test("any bytes at all can be read")
    func anyBytes() throws {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<500 {
            let bytes = (0..<Int.random(in: 0...60)).map { _ in
                Bool.random()
                    ? UInt8.random(in: 0...255, using: &generator) : Array("%&=+aF0".utf8).randomElement() ?? 0
            }
            let form = try FormFields(urlEncoded: bytes)
            #expect(form.list.allSatisfy { !$0.value.contains("\0") })
        }
    }
}
