import ArgumentParser
import Courier
import Domain
import Foundation
import Gateways
import Intake
import Logging
import RelaisTesting
import Store
import Synchronization
import Workflow

/// A portal for tests in a browser: the demo's drawn phone, a clock that can be sent ahead, and a second port to steer
/// it by. It says where it listens in one line of JSON, and ends when its standard input does.
@main
struct Testbed: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "relais-testbed", abstract: "Serves a portal for browser tests.")

    @Option(help: "Hour of today, in Paris, at which the portal's clock starts.") var hour = 10

    func run() async throws {
        let clock = TravellingClock(try Self.today(at: hour), runs: true)
        // Errors are shown; where bin/test listens, everything is kept for it.
        let isHeard = ProcessInfo.processInfo.environment["RELAIS_TEST_LOGS"] != nil
        var logger =
            isHeard
            ? TestLog.logger("testbed") : Logger(label: "testbed") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = isHeard ? .trace : .error
        let portal = try await TestPortal.start(isDemo: true, courierRuns: true, clock: clock, logger: logger)
        // A gateway that is busy for good would be given a rest, and every other message with it: it is busy the first
        // two times that a message is tried.
        let tries = Mutex<[String: Int]>([:])
        portal.office.sms.fail { message in
            if message.to.hasSuffix("0000") {
                return SendFailure(.badAddress, code: "21211", text: "This number does not exist.")
            }
            guard message.to.hasSuffix("0001") else { return nil }
            let before = tries.withLock { tries in
                tries[message.id, default: 0] += 1
                return tries[message.id, default: 0]
            }
            guard before <= 2 else { return nil }
            return SendFailure(.retry(after: nil), code: "503", text: "The gateway is busy.")
        }
        let control = ControlDesk(portal: portal)
        let upkeep = Self.upkeep(of: portal)
        let french = try await control.organization("Régie Bellecour", .fr, "Europe/Paris", "FR")
        let greek = try await control.organization("Διαχείριση Αθηνά", .el, "Europe/Athens", "GR")
        let address = try await control.serve()
        let ready: [String: Any] = [
            "url": portal.url, "control": address, "keys": ["fr": french.key, "el": greek.key],
            "signIn": ["fr": french.signIn, "el": greek.signIn],
            "email": ["fr": french.manager.email, "el": greek.manager.email],
            "organization": [
                "fr": french.manager.organization.description, "el": greek.manager.organization.description,
            ],
        ]
        let line = try JSONSerialization.data(withJSONObject: ready, options: [.sortedKeys, .withoutEscapingSlashes])
        FileHandle.standardOutput.write(line + Data("\n".utf8))
        await Self.endOfInput()
        upkeep.cancel()
        await portal.stop()
    }

    /// What was put off for a moment (a rate limit, a retry) comes back although nothing new wakes the courier.
    private static func upkeep(of portal: TestPortal) -> Task<Void, any Error> {
        Task {
            while !Task.isCancelled {
                try await Task.sleep(for: .milliseconds(300))
                try? await portal.office.courier.drain()
            }
        }
    }

    private static func today(at hour: Int) throws -> Instant {
        let day = Appointment(Clock.system.now(), in: "Europe/Paris").local.dateText
        let text = "\(day)T\(hour < 10 ? "0" : "")\(hour):00"
        guard let local = LocalDateTime(text) else { throw ValidationError("--hour must be 0 to 23.") }
        return try Appointment.resolve(local, in: "Europe/Paris").instant
    }

    private static func endOfInput() async {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                while !FileHandle.standardInput.availableData.isEmpty {}
                continuation.resume()
            }
        }
    }
}
