/// The default for mail: nothing leaves the machine, the demo's phone shows it.
package struct SandboxMail: MailGateway {
    private let record: @Sendable (OutgoingMail) async -> Void
    private let fails: @Sendable (String) -> Bool

    /// `fails` says which addresses bounce, so that the demo has a failure to show: `unreachable@…`.
    package init(
        fails: @escaping @Sendable (String) -> Bool = { $0.hasPrefix("unreachable@") },
        record: @escaping @Sendable (OutgoingMail) async -> Void
    ) {
        self.fails = fails
        self.record = record
    }

    package func send(_ mail: OutgoingMail) async throws(SendFailure) -> SendReceipt {
        guard !fails(mail.to.address) else {
            throw SendFailure(.badAddress, code: "sandbox", text: "The sandbox reaches no address like this one.")
        }
        await record(mail)
        return SendReceipt(providerID: nil, detail: "Shown on the demo's phone.")
    }
}
