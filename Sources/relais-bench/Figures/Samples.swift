import Foundation

/// The same thing measured several times.
struct Samples {
    private(set) var values: [Double] = []

    init(_ values: [Double] = []) { self.values = values }

    mutating func add(_ value: Double) { values.append(value) }

    var median: Double {
        let sorted = values.sorted()
        guard !sorted.isEmpty else { return .nan }
        let middle = sorted.count / 2
        return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }

    /// Round by round: what slows the machine down for a while slows both sides.
    static func / (ours: Samples, floor: Samples) -> Samples { Samples(zip(ours.values, floor.values).map { $0 / $1 }) }

    /// `median (least..most)`, or the value alone when there is only one.
    func text(_ digits: Int) -> String {
        guard let least = values.min(), let most = values.max() else { return "" }
        guard values.count > 1 else { return Self.number(median, digits) }
        return "\(Self.number(median, digits)) (\(Self.number(least, digits))..\(Self.number(most, digits)))"
    }

    private static func number(_ value: Double, _ digits: Int) -> String { String(format: "%.\(digits)f", value) }
}
