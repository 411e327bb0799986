import Domain
import Foundation

/// The time as OVHcloud sees it: a request whose time is some seconds off is refused, and this machine's clock may be.
/// Their clock is asked once for many messages, again after an hour, and again after a refusal.
actor OVHcloudClock {
    private static let trustedFor = Span.minutes(60)
    private let url: String
    private let transport: Transport
    private let clock: Clock
    private var known: (ahead: Span, until: Instant)?
    private var asking: Task<Result<Span, SendFailure>, Never>?

    init(url: String, transport: Transport, clock: Clock) {
        self.url = url
        self.transport = transport
        self.clock = clock
    }

    func forget() { known = nil }

    /// Unix seconds.
    func seconds() async throws(SendFailure) -> Int64 {
        let ahead: Span
        if let known, clock.now() < known.until {
            ahead = known.ahead
        } else {
            let task = asking ?? Task { await ask() }
            asking = task
            let result = await task.value
            asking = nil
            ahead = try result.get()
            known = (ahead, clock.now() + Self.trustedFor)
        }
        return (clock.now() + ahead).milliseconds / 1000
    }

    private func ask() async -> Result<Span, SendFailure> {
        do {
            let response = try await transport.perform(TransferRequest("GET", url))
            let text = response.text.trimmingCharacters(in: .whitespacesAndNewlines)
            guard response.status == 200, let seconds = Int64(text), (0..<100_000_000_000).contains(seconds) else {
                return .failure(
                    SendFailure(
                        .retry(after: nil), code: "time-\(response.status)", text: "OVHcloud did not tell its time."))
            }
            return .success(Instant(milliseconds: seconds * 1000) - clock.now())
        } catch {
            return .failure(SendFailure(.retry(after: nil), code: "time", text: error.text))
        }
    }
}
