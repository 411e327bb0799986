/// Counts the delivered parts of long messages, for gateways that report each part by itself. Kept in memory: what a
/// restart forgets stays "sent", which is true.
actor PartTally {
    private static let most = 10_000
    private var delivered: [String: Set<String>] = [:]
    private var order: [String] = []

    /// True when, with this one, all `parts` of the message have arrived. Without a number each receipt is a new part.
    func isComplete(_ message: String, part: String?, of parts: Int) -> Bool {
        if delivered[message] == nil {
            order.append(message)
            if order.count > Self.most { delivered[order.removeFirst()] = nil }
        }
        var known = delivered[message] ?? []
        known.insert(part ?? "\(known.count + 1)")
        delivered[message] = known
        return known.count >= parts
    }
}
