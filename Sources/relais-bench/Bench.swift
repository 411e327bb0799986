import Foundation

/// Prints every figure beside the floor that was measured with it. Slow is no failure; not measured is.
@main
struct Bench {
    static func main() async {
        exit(await run(Array(CommandLine.arguments.dropFirst())))
    }

    private static func run(_ names: [String]) async -> Int32 {
        let chosen = names.compactMap(Measure.init)
        guard chosen.count == names.count else {
            Console.say("usage: bin/bench [\(Measure.allCases.map(\.rawValue).joined(separator: " | "))] …")
            return 2
        }
        // The large data takes minutes to make, and some gigabytes.
        let isFull = ProcessInfo.processInfo.environment["FULL"] == "1"
        let usual = Measure.allCases.filter { $0 != .scale || isFull }
        do {
            let workplace = try Workplace()
            defer { workplace.remove() }
            return try await measure(chosen.isEmpty ? usual : chosen, in: workplace)
        } catch {
            Console.say("could not begin: \(error)")
            return 1
        }
    }

    private static func measure(_ measures: [Measure], in workplace: Workplace) async throws -> Int32 {
        let portal = try await SamplePortal.open(workplace.folder("portal"))
        var table = FigureTable()
        var isComplete = true
        for measure in measures {
            Console.say("measuring: \(measure.about)")
            do {
                table.add(try await measure.figures(portal, in: workplace))
            } catch {
                isComplete = false
                Console.say("could not be measured: \(measure.about): \(error)")
            }
        }
        Console.write(table.text)
        if !isComplete { Console.say("not everything could be measured, see above") }
        return isComplete ? 0 : 1
    }
}

enum Measure: String, CaseIterable {
    case page, answers, courier, memory, uploads, paint, start, scale

    var about: String {
        switch self {
        case .page: "contractor's page"
        case .answers: "answers and verbs"
        case .courier: "SMS handed over"
        case .memory: "memory"
        case .uploads: "uploads"
        case .paint: "first paint on a poor phone"
        case .start: "first answer after start"
        case .scale: "large data against small"
        }
    }

    func figures(_ portal: SamplePortal, in workplace: Workplace) async throws -> [Figure] {
        switch self {
        case .page: try await PageMeasure(sample: portal, workplace: workplace).figures()
        case .answers: try await AnswerMeasure(sample: portal, workplace: workplace).figures()
        case .courier: try await CourierMeasure(workplace: workplace).figures()
        case .memory: try await MemoryMeasure(workplace: workplace).figures()
        case .uploads: try await UploadMeasure(workplace: workplace).figures()
        case .paint: try await PaintMeasure(workplace: workplace).figures()
        case .start: try await StartMeasure(sample: portal).figures()
        case .scale: try await ScaleMeasure(workplace: workplace).figures()
        }
    }
}
