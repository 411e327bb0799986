import Foundation

/// libFuzzer's own `main`, which takes the function to be fed.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
    _ feed: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// The runtime wants it to exist; the driver is given another function.
@_cdecl("LLVMFuzzerTestOneInput")
func unused(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt { 0 }

/// Set once, before the first input. (A C function can capture nothing.)
nonisolated(unsafe) private var chosen: (Input) -> Void = { _ in }

/// `RelaisFuzz NAME [libFuzzer's options and folders]`. SwiftPM links executables with this symbol as their `main`.
@_cdecl("RelaisFuzz_main")
func start(_ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> CInt {
    let name = count > 1 ? arguments[1].map { String(cString: $0) } ?? "" : ""
    guard let fuzzer = Fuzzers.all[name] else {
        for name in Fuzzers.all.keys.sorted() { puts(name) }
        return name.isEmpty ? 0 : 2
    }
    chosen = fuzzer
    // The program's name stays in front, the fuzzer's own is taken out.
    arguments[1] = arguments[0]
    var rest = count - 1
    var list: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = arguments + 1
    return runDriver(&rest, &list) { bytes, count in
        chosen(Input(UnsafeBufferPointer(start: bytes, count: count)))
        return 0
    }
}
