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
        if ProcessInfo.processInfo.environment["FULL"] == "1" {
            Console.say("FULL=1: the large data is a later issue's; these are the usual figures, on the usual data.")
        }
        do {
            let workplace = try Workplace()
            defer { workplace.remove() }
            return try await measure(chosen.isEmpty ? Measure.allCases : chosen, in: workplace)
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
    case page, answers, courier, memory, start

    var about: String {
        switch self {
        case .page: "contractor's page"
        case .answers: "answers and verbs"
        case .courier: "SMS handed over"
        case .memory: "idle memory"
        case .start: "first answer after start"
        }
    }

    func figures(_ portal: SamplePortal, in workplace: Workplace) async throws -> [Figure] {
        switch self {
        case .page: try await PageMeasure(sample: portal, workplace: workplace).figures()
        case .answers: try await AnswerMeasure(sample: portal, workplace: workplace).figures()
        case .courier: try await CourierMeasure(workplace: workplace).figures()
        case .memory: try await MemoryMeasure(workplace: workplace).figures()
        case .start: try await StartMeasure(sample: portal).figures()
        }
    }
}
