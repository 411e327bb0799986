import CConfinement
import CVips
import Glibc

/// Makes the pictures that pages show of what somebody sent. It alone decodes bytes from outside, one file a process,
/// and can do nothing else by then: see docs/decisions/0006-pictures-in-a-child.md.
///
///     relais-media picture <file 1>report 3>thumbnail 4>copy
///     relais-media page <file.pdf >page.jpg
///     relais-media check
///
/// The exit status says what came of it (`Ending`).
@main
enum RelaisMedia {
    /// Addresses, not pages: a HEIC of 12 megapixels takes 200 MB, an interlaced PNG of 60 takes 240 MB.
    private static let memory: UInt64 = 1 << 30
    private static let processorSeconds: UInt64 = 20
    private static let largestOutput: UInt64 = 16 << 20

    static func main() {
        let words = CommandLine.arguments.dropFirst()
        let ending: Ending =
            switch words.first {
            case "picture" where words.count == 1: limited { Darkening.decode() }
            case "page" where words.count == 1: limited { Poppler.firstPage() }
            case "check" where words.count == 1: limited { Darkening.check() }
            default: .usage
            }
        if ending == .usage { Output.complain("usage: relais-media picture|page|check") }
        exit(ending.rawValue)
    }

    private static func limited(_ work: () -> Ending) -> Ending {
        let problem = confinement_limit(memory, processorSeconds, largestOutput)
        guard problem == 0 else { return Output.complain("no limits", problem, ending: .internal) }
        return work()
    }
}

/// How a process of this program ends; whoever started it tells them apart by these numbers.
enum Ending: Int32 {
    case done = 0
    case usage = 64
    /// Damaged, cut off, or not what it seems to be.
    case unreadable = 65
    case tooLarge = 66
    /// Not one of the four formats.
    case unsupported = 67
    /// A program or library that is needed is not there.
    case unavailable = 69
    case `internal` = 70
}

/// What is written, byte for byte, to files that are open already.
enum Output {
    static let report: Int32 = 1
    static let thumbnail: Int32 = 3
    static let copy: Int32 = 4

    static func write(_ bytes: UnsafeRawBufferPointer, to file: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = UnsafeRawBufferPointer(rebasing: rest).withMemoryRebound(to: UInt8.self) {
                Glibc.write(file, $0.baseAddress, $0.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    static func say(_ text: String) -> Bool {
        var line = text + "\n"
        return line.withUTF8 { write(UnsafeRawBufferPointer($0), to: report) }
    }

    /// For whoever runs the program by hand; the server reads only the exit status.
    @discardableResult
    static func complain(_ text: String, _ code: Int32 = 0, ending: Ending = .internal) -> Ending {
        var line = "relais-media: \(text)\(code == 0 ? "" : " (errno \(code))")\n"
        _ = line.withUTF8 { write(UnsafeRawBufferPointer($0), to: 2) }
        return ending
    }
}
