/// Values by the text that they were read from. The same few texts come again and again, and reading JSON takes longer
/// than the rest of most queries. By the text and not by an id, so that what is stored anew is seen at once, whoever
/// stored it. Bounded: when full it begins again.
final class Known<Value: Sendable>: Sendable {
    private let values = Guarded<[String: Value]>([:])
    private let most: Int

    init(most: Int) { self.most = most }

    func value(of text: String, read: (String) throws -> Value) rethrows -> Value {
        if let value = values.with({ $0[text] }) { return value }
        let value = try read(text)
        values.with { values in
            if values.count >= most { values = [:] }
            values[text] = value
        }
        return value
    }
}
