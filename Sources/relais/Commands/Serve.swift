import ArgumentParser
import Logging
import Store

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Runs the portal until SIGTERM.",
        discussion: "It starts without any organization; `relais organization add` makes one while it runs.")

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let configuration = try common.load(sends: true)
        guard !configuration.folders.isDemo else {
            throw CommandFailure(
                "The folder \(configuration.folders.path) holds the demo's data: set RELAIS_DATA to another one.")
        }
        try configuration.folders.prepare()
        let logger = Logs.begin(configuration)
        if case .sandbox = configuration.sms {
            logger.notice("SMS go to the sandbox: nothing leaves this machine; set RELAIS_SMS_GATEWAY to send")
        }
        if configuration.smtp == nil {
            logger.notice("mail goes to the sandbox: nothing leaves this machine; set RELAIS_SMTP_URL to send")
        }
        do {
            try await Assembly(configuration, logger: logger).run(isDemo: false)
        } catch StoreError.unavailable(let reason) {
            throw CommandFailure(
                "RELAIS_DATA names \(configuration.folders.path): \(reason). See that there is room and that this user may write there."
            )
        }
    }
}
