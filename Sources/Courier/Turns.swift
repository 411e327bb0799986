/// Lets callers in one after the other, in the order in which they came.
actor Turns {
    private var last: Task<Void, any Error>?

    func take(_ body: @escaping @Sendable () async throws -> Void) async throws {
        let previous = last
        let turn = Task {
            _ = await previous?.result
            try await body()
        }
        last = turn
        try await turn.value
    }
}
