import CoreMetrics
import Foundation
import Intake

/// What the parts of the program count, kept in memory and told in Prometheus' text format (version 0.0.4). No package
/// for it could be had here; the format is lines of text.
final class PrometheusMetrics: MetricsFactory {
    private struct Name: Hashable {
        let label: String
        let dimensions: [String]
    }

    private let instruments = Locked<[Name: Instrument]>([:])

    /// One time series, or the series of one histogram.
    private func instrument(_ label: String, _ dimensions: [(String, String)], _ kind: Instrument.Kind) -> Instrument {
        let name = Name(label: label, dimensions: dimensions.flatMap { [$0.0, $0.1] })
        return instruments.with { instruments in
            if let known = instruments[name] { return known }
            let new = Instrument(label: label, dimensions: dimensions, kind: kind)
            instruments[name] = new
            return new
        }
    }

    func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        instrument(label, dimensions, .counter)
    }

    func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        instrument(label, dimensions, aggregate ? .histogram : .gauge)
    }

    func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        instrument(label, dimensions, label.hasSuffix("_total") ? .counter : .gauge)
    }

    func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        instrument(label, dimensions, .histogram)
    }

    // A series that was begun goes on: its handle may be asked for again at any time.
    func destroyCounter(_ handler: any CounterHandler) {}
    func destroyRecorder(_ handler: any RecorderHandler) {}
    func destroyMeter(_ handler: any MeterHandler) {}
    func destroyTimer(_ handler: any TimerHandler) {}

    // MARK: Telling

    /// Families in the order of their names, each with its type, as the format asks for.
    func exposition() -> String {
        let all = instruments.with { Array($0.values) }
        let families = Dictionary(grouping: all, by: \.family)
        return families.sorted { $0.key < $1.key }.map { family, members in
            let kind = members.first?.kind.rawValue ?? "untyped"
            let lines = members.flatMap { $0.lines() }.sorted()
            return "# TYPE \(family) \(kind)\n" + lines.map { $0 + "\n" }.joined()
        }.joined()
    }
}

/// One thing that is counted, measured or timed. Durations are kept in seconds.
final class Instrument: CounterHandler, RecorderHandler, MeterHandler, TimerHandler {
    enum Kind: String, Sendable { case counter, gauge, histogram }

    /// Seconds; of a page on a slow network as well as of an SMS that a gateway thinks about for long.
    private static let bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]

    private struct State {
        var value = 0.0
        var sum = 0.0
        var buckets = [Int](repeating: 0, count: Instrument.bounds.count + 1)
    }

    let family: String
    let kind: Kind
    private let dimensions: [(String, String)]
    private let state = Locked(State())

    init(label: String, dimensions: [(String, String)], kind: Kind) {
        let plain = String(label.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
        family =
            switch kind {
            case .counter: plain.hasSuffix("_total") ? plain : plain + "_total"
            case .histogram: plain.hasSuffix("_seconds") ? plain : plain + "_seconds"
            case .gauge: plain
            }
        self.kind = kind
        self.dimensions = dimensions
    }

    func increment(by amount: Int64) { state.with { $0.value += Double(amount) } }
    func increment(by amount: Double) { state.with { $0.value += amount } }
    func decrement(by amount: Double) { state.with { $0.value -= amount } }
    func set(_ value: Int64) { state.with { $0.value = Double(value) } }
    func set(_ value: Double) { state.with { $0.value = value } }
    func reset() { state.with { $0 = State() } }
    func record(_ value: Int64) { record(Double(value)) }
    func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1_000_000_000) }

    func record(_ value: Double) {
        state.with { state in
            state.value = value
            state.sum += value
            state.buckets[Self.bounds.firstIndex { value <= $0 } ?? Self.bounds.count] += 1
        }
    }

    func lines() -> [String] {
        let state = state.with { $0 }
        guard kind == .histogram else { return ["\(family)\(labels([])) \(Self.number(state.value))"] }
        var lines: [String] = []
        var below = 0
        for (index, count) in state.buckets.enumerated() {
            below += count
            let bound = index < Self.bounds.count ? Self.number(Self.bounds[index]) : "+Inf"
            lines.append("\(family)_bucket\(labels([("le", bound)])) \(below)")
        }
        lines.append("\(family)_sum\(labels([])) \(Self.number(state.sum))")
        lines.append("\(family)_count\(labels([])) \(below)")
        return lines
    }

    private func labels(_ more: [(String, String)]) -> String {
        let all = (dimensions + more).map { name, value in
            let plain = String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
            let escaped = value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
            return "\(plain)=\"\(escaped)\""
        }
        return all.isEmpty ? "" : "{\(all.joined(separator: ","))}"
    }

    private static func number(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
    }
}
