/// One line of the table.
struct Figure {
    let name: String
    let ours: Samples
    var floor: Samples?
    /// Ours to the floor or limit; nil where a plain number says it.
    var ratio: Samples?
    /// Decimals of ours and floor.
    var digits = 0
    /// What issue "It holds" will ask.
    var asks = ""

    init(_ name: String, _ ours: Samples, digits: Int = 0, asks: String = "") {
        self.name = name
        self.ours = ours
        self.digits = digits
        self.asks = asks
    }

    /// Against what it may be at most.
    init(_ name: String, _ ours: Samples, limit: Double, digits: Int = 0, asks: String = "") {
        self.init(name, ours, digits: digits, asks: asks)
        floor = Samples([limit])
        ratio = Samples(ours.values.map { $0 / limit })
    }

    /// Against a floor that was measured round by round with it.
    init(_ name: String, _ ours: Samples, floor: Samples, digits: Int = 0, asks: String = "") {
        self.init(name, ours, digits: digits, asks: asks)
        self.floor = floor
        ratio = ours / floor
    }
}

struct FigureTable {
    private var rows = [["figure", "ours", "floor or limit", "ratio", "asks"]]

    mutating func add(_ figures: [Figure]) {
        for figure in figures {
            rows.append([
                figure.name, figure.ours.text(figure.digits), figure.floor?.text(figure.digits) ?? "",
                figure.ratio?.text(3) ?? "", figure.asks,
            ])
        }
    }

    /// The words on the left, the numbers in columns, medians with least and most.
    var text: String {
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        var lines = rows.map { row in
            zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }.joined(separator: "  ")
        }
        lines.insert(widths.map { String(repeating: "-", count: $0) }.joined(separator: "  "), at: 1)
        let title = "Each round measures ours and then its floor; shown are median (least..most)."
        return ([title, ""] + lines).joined(separator: "\n")
    }
}
