extension Brand {
    /// The accent on a light and on a dark ground, as six hex digits. Mails cannot link a style sheet, so the colours
    /// of `Web/exchange.css` stand here once more; a test compares the two.
    var accents: (light: String, dark: String) {
        switch self {
        case .pine: ("1d5c4b", "7fd1b5")
        case .ocean: ("12577f", "86c8ef")
        case .indigo: ("3b449c", "b3b9ff")
        case .plum: ("6d3177", "e0abe8")
        case .rose: ("9b2450", "ffaec4")
        case .brick: ("93341a", "ffb59c")
        case .amber: ("7a4a00", "f5c26b")
        case .olive: ("4f5a12", "c6d178")
        case .teal: ("0b5f66", "79d3d9")
        case .slate: ("3f5166", "b3c6dc")
        case .graphite: ("3a3f42", "c7cfd2")
        case .sky: ("0a5aa0", "93c5ff")
        }
    }
}
