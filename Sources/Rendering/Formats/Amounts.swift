package import Domain

extension Formats {
    /// "1 450,00 €" (fr), "1.450,00 €" (el), "1450,00 zł" (pl), "€1,450.00" (en).
    package func money(_ money: Money) -> String {
        let sign = money.amount < 0 ? "−" : ""
        let units = money.amount.magnitude
        let number = grouped(units / 100) + decimalSign + padded(Int(units % 100))
        let symbol = Self.symbols[money.currency]
        guard language == .en else { return "\(sign)\(number)\(space)\(symbol ?? money.currency)" }
        if let symbol, symbol != "zł" { return "\(sign)\(symbol)\(number)" }
        return "\(sign)\(money.currency)\(space)\(number)"
    }

    /// The amount alone, as an input field shows it: "450,00", "450.00".
    package func plainAmount(_ money: Money) -> String {
        let units = money.amount.magnitude
        return "\(money.amount < 0 ? "-" : "")\(units / 100)\(decimalSign)\(padded(Int(units % 100)))"
    }

    /// "340 ko", "1,2 Mo": powers of 1000, as phones show them.
    package func size(bytes: Int64) -> String {
        let units = language == .fr ? ["o", "ko", "Mo", "Go"] : ["B", "kB", "MB", "GB"]
        var (value, unit) = (Double(bytes), 0)
        while value >= 999.5, unit < units.count - 1 {
            value /= 1000
            unit += 1
        }
        let tenths = Int((value * 10).rounded())
        let isWhole = unit < 2 || tenths >= 100 || tenths % 10 == 0
        let number = isWhole ? String(Int(value.rounded())) : "\(tenths / 10)\(decimalSign)\(tenths % 10)"
        return "\(number)\(space)\(units[unit])"
    }

    /// "15 m", "1.2 km", "12 km".
    package func length(metres: Double) -> String {
        let (metre, kilometre) = language == .el ? ("μ.", "χλμ.") : ("m", "km")
        guard metres >= 999.5 else { return "\(Int(metres.rounded()))\(space)\(metre)" }
        let tenths = Int((metres / 100).rounded())
        let isWhole = tenths >= 100 || tenths % 10 == 0
        let number = isWhole ? String(Int((metres / 1000).rounded())) : "\(tenths / 10)\(decimalSign)\(tenths % 10)"
        return "\(number)\(space)\(kilometre)"
    }

    /// A distance that nobody measured: to ten metres, and ten at least.
    package func about(metres: Double) -> String { length(metres: max(10, (metres / 10).rounded() * 10)) }

    private var decimalSign: String { language == .en ? "." : "," }

    private func grouped(_ number: UInt64) -> String {
        let digits = String(number)
        // Polish does not part four digits.
        guard digits.count > (language == .pl ? 4 : 3) else { return digits }
        let separator =
            switch language {
            case .fr: thinSpace
            case .el: "."
            case .pl: space
            case .en: ","
            }
        var result = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { result += separator }
            result.append(digit)
        }
        return result
    }

    private static let symbols = ["EUR": "€", "GBP": "£", "USD": "$", "PLN": "zł"]
}
