import Domain

/// The default: nothing leaves the machine. What would be sent is shown on the demo's drawn phone.
package struct SandboxGateway: SMSGateway {
    package let name = "sandbox"
    package let rate: SendRate? = nil
    private let record: @Sendable (OutgoingSMS) async -> Void
    private let fails: @Sendable (String) -> Bool

    /// `fails` says which numbers cannot be reached, so that the demo has a failure to show: those ending in 0000.
    package init(
        fails: @escaping @Sendable (String) -> Bool = { $0.hasSuffix("0000") },
        record: @escaping @Sendable (OutgoingSMS) async -> Void
    ) {
        self.fails = fails
        self.record = record
    }

    package func send(_ message: OutgoingSMS) async throws(SendFailure) -> SendReceipt {
        guard !fails(message.to) else {
            throw SendFailure(.badAddress, code: "sandbox", text: "The sandbox reaches no number that ends in 0000.")
        }
        await record(message)
        return SendReceipt(providerID: "sandbox-\(message.id)", detail: "Shown on the demo's phone.")
    }

    /// Nobody calls the sandbox back.
    package func parseReceipt(_ callback: GatewayCallback) -> CallbackOutcome { .notFound }
}
