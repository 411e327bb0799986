import Domain

/// The head of one part of a form.
package struct MultipartPart: Hashable, Sendable {
    package let name: String
    /// Nil for a text field; empty when a file field was sent with no file chosen. As the browser sent it: clean it
    /// with `safeFilename` before it is shown.
    package let filename: String?
    /// What the browser believes; never trusted (P22).
    package let contentType: String?
}

/// The header lines of multipart bodies, as browsers really write them.
enum MultipartHeader {
    /// The boundary of `multipart/form-data; boundary=…` (RFC 2046, 5.1.1), 1 to 70 characters.
    static func boundary(contentType: String) -> [UInt8]? {
        let text = Array(contentType.utf8.prefix(512))
        let type = text.prefix { $0 != UInt8(ascii: ";") }
        guard trim(type).map(lower) == Array("multipart/form-data".utf8),
            let value = parameters(text.dropFirst(type.count)).first(where: { $0.name == "boundary" })?.value,
            (1...70).contains(value.count), value.last != UInt8(ascii: " "),
            value.allSatisfy({ (0x20..<0x7F).contains($0) && $0 != UInt8(ascii: "\"") })
        else { return nil }
        return value
    }

    /// Nil unless the block names a form field.
    static func part(_ block: [UInt8]) -> MultipartPart? {
        var disposition: ArraySlice<UInt8>?
        var contentType: String?
        for line in lines(block) {
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return nil }
            let value = trim(line[(colon + 1)...])
            switch String(decoding: line[..<colon].map(lower), as: UTF8.self) {
            case "content-disposition":
                guard disposition == nil else { return nil }
                disposition = value
            case "content-type": contentType = Text.normalized(value.prefix(255))
            case "content-transfer-encoding":
                // RFC 7578, 4.7: deprecated. Encoded content must not be taken for the file.
                guard ["7bit", "8bit", "binary"].contains(String(decoding: value.map(lower), as: UTF8.self))
                else { return nil }
            default: continue
            }
        }
        return disposition.flatMap { part(disposition: $0, contentType: contentType) }
    }

    private static func part(disposition: ArraySlice<UInt8>, contentType: String?) -> MultipartPart? {
        let kind = disposition.prefix { $0 != UInt8(ascii: ";") }
        guard trim(kind).map(lower) == Array("form-data".utf8) else { return nil }
        let parameters = parameters(disposition.dropFirst(kind.count))
        guard let name = parameters.first(where: { $0.name == "name" }) else { return nil }
        let extended = parameters.first { $0.name == "filename*" }.flatMap { extendedValue($0.value) }
        let plain = parameters.first { $0.name == "filename" }.map { formValue($0.value) }
        return MultipartPart(
            name: Text.normalized(formValue(name.value)), filename: (extended ?? plain).map(Text.normalized),
            contentType: contentType)
    }

    /// The block's lines; one that begins with a blank continues the line before.
    private static func lines(_ block: [UInt8]) -> [ArraySlice<UInt8>] {
        var lines: [ArraySlice<UInt8>] = []
        for line in block.split(separator: UInt8(ascii: "\n")) {
            let text = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
            guard let first = text.first else { continue }
            if isBlank(first), let previous = lines.popLast() {
                lines.append((Array(previous) + text)[...])
            } else {
                lines.append(text)
            }
        }
        return lines
    }

    private struct Parameter {
        let name: String
        let value: [UInt8]
    }

    private static func parameters(_ text: ArraySlice<UInt8>) -> [Parameter] {
        var found: [Parameter] = []
        var rest = text
        while let semicolon = rest.firstIndex(of: UInt8(ascii: ";")) {
            rest = rest[(semicolon + 1)...]
            let name = rest.prefix { $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: ";") }
            rest = rest.dropFirst(name.count)
            guard rest.first == UInt8(ascii: "=") else { continue }
            rest = rest.dropFirst().drop(while: isBlank)
            let value: [UInt8]
            if rest.first == UInt8(ascii: "\"") {
                (value, rest) = quoted(rest.dropFirst())
            } else {
                let word = rest.prefix { $0 != UInt8(ascii: ";") }
                (value, rest) = (Array(trim(word)), rest.dropFirst(word.count))
            }
            found.append(Parameter(name: String(decoding: trim(name).map(lower), as: UTF8.self), value: value))
        }
        return found
    }

    /// A quoted string and what follows it. Browsers write `"` inside as `%22` and a backslash as itself, other
    /// programs write `\"`: so a quote closes only where a parameter can end, and `"C:\"` and `"a\"b"` both read right.
    private static func quoted(_ text: ArraySlice<UInt8>) -> (value: [UInt8], rest: ArraySlice<UInt8>) {
        var value: [UInt8] = []
        var rest = text
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "\"") {
                let next = rest.drop(while: isBlank).first
                if next == nil || next == UInt8(ascii: ";") { return (value, rest) }
                if value.last == UInt8(ascii: "\\") { value.removeLast() }
            }
            value.append(byte)
        }
        return (value, rest)
    }

    /// The three escapes of HTML's form encoding; every other `%` is meant.
    private static func formValue(_ text: [UInt8]) -> [UInt8] {
        guard text.contains(UInt8(ascii: "%")) else { return text }
        var value: [UInt8] = []
        var rest = text[...]
        while let byte = rest.popFirst() {
            let escaped = byte == UInt8(ascii: "%") ? PercentEscape.value(of: rest.prefix(2)) : nil
            if let escaped, [0x22, 0x0D, 0x0A].contains(escaped) {
                value.append(escaped)
                rest = rest.dropFirst(2)
            } else {
                value.append(byte)
            }
        }
        return value
    }

    /// `UTF-8''na%C3%AFve.jpg` (RFC 5987): not for forms by RFC 7578, but some programs send it.
    private static func extendedValue(_ text: [UInt8]) -> [UInt8]? {
        let pieces = text.split(separator: UInt8(ascii: "'"), maxSplits: 2, omittingEmptySubsequences: false)
        guard pieces.count == 3, pieces[0].map(lower) == Array("utf-8".utf8) else { return nil }
        var value: [UInt8] = []
        var rest = pieces[2]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                value.append(byte)
                continue
            }
            guard let escaped = PercentEscape.value(of: rest.prefix(2)) else { return nil }
            value.append(escaped)
            rest = rest.dropFirst(2)
        }
        return value
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

    private static func lower(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
    }

    private static func trim(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var text = text.drop(while: isBlank)
        while let last = text.last, isBlank(last) { text.removeLast() }
        return text
    }
}
