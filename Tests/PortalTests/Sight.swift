import Gateways

extension TransferResponse {
    /// Everything of an answer that its reader can tell apart from another's, but for the clock and the id of the request.
    var sight: [String] {
        let told = headers.filter { !["date", "x-request-id"].contains($0.name.lowercased()) }
        return ["\(status)"] + told.map { "\($0.name): \($0.value)" }.sorted() + [text]
    }
}
