import Foundation

/// What libFuzzer came up with, taken from the front.
struct Input {
    private(set) var rest: ArraySlice<UInt8>

    init(_ bytes: some Sequence<UInt8>) { rest = Array(bytes)[...] }

    /// 0 where nothing is left.
    mutating func byte() -> UInt8 { rest.popFirst() ?? 0 }

    mutating func number() -> UInt64 { (0..<8).reduce(0) { number, _ in number << 8 | UInt64(byte()) } }

    /// Up to the next line feed, which is taken and left out.
    mutating func line() -> String {
        let line = rest.prefix { $0 != UInt8(ascii: "\n") }
        rest = rest.dropFirst(line.count + 1)
        return String(decoding: line, as: UTF8.self)
    }

    /// All that is left.
    var bytes: [UInt8] { Array(rest) }
    var text: String { String(decoding: rest, as: UTF8.self) }
}

/// Ends the program where something does not hold: libFuzzer keeps the input.
func expect(
    _ holds: @autoclosure () -> Bool, _ what: @autoclosure () -> String, file: StaticString = #fileID,
    line: UInt = #line
) {
    if !holds() { giveUp("\(file):\(line): does not hold: \(what())") }
}

/// For what must succeed.
func must<Value>(_ what: String, _ work: () throws -> Value) -> Value {
    do {
        return try work()
    } catch {
        giveUp("does not hold: \(what): \(error)")
    }
}

private func giveUp(_ sentence: String) -> Never {
    FileHandle.standardError.write(Data((sentence + "\n").utf8))
    abort()
}
