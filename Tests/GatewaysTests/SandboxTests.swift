import Domain
import Gateways
import Testing

@Suite("Sandbox and rate") struct SandboxTests {
    private actor Phone {
        var messages: [String] = []
        func show(_ text: String) { messages.append(text) }
    }

    @Test("E4 the sandbox shows what it is given, and fails for numbers that end in 0000")
    func sms() async throws {
        let phone = Phone()
        let gateway = SandboxGateway { await phone.show($0.text) }
        _ = try await gateway.send(GatewaysTests.sms("un", to: "+33600000001"))
        let failure = await #expect(throws: SendFailure.self) {
            try await gateway.send(GatewaysTests.sms("deux", to: "+33612340000"))
        }
        #expect(failure?.kind == .badAddress)
        #expect(await phone.messages == ["un"])
        let callback = GatewayCallback(method: "GET", secret: "")
        #expect(!gateway.parseReceipt(callback).isAuthenticated)
    }

    @Test("E4 so does the sandbox for mail")
    func sandboxMail() async throws {
        let phone = Phone()
        let gateway = SandboxMail { await phone.show($0.subject) }
        _ = try await gateway.send(mail("a@relais.test"))
        var lost = mail("b@relais.test")
        lost.to = .init(address: "unreachable@relais.test")
        await #expect(throws: SendFailure.self) { try await gateway.send(lost) }
        #expect(await phone.messages == ["Intervention 2026-00417"])
    }

    @Test("a burst goes at once, then so many a second")
    func rate() {
        let time = HandClock()
        let limiter = RateLimiter(SendRate(perSecond: 4, burst: 2), clock: time.clock)
        #expect(limiter.take() == nil)
        #expect(limiter.take() == nil)
        #expect(limiter.take() == Span(milliseconds: 250))
        time.advance(Span(milliseconds: 250))
        #expect(limiter.take() == nil)
        #expect(limiter.take() == Span(milliseconds: 250))
        time.advance(.hours(1))
        #expect([limiter.take(), limiter.take()] == [nil, nil])
        #expect(limiter.take() != nil)
    }

    @Test("a rest that the provider asked for is kept, and a clock set back gives nothing")
    func pause() {
        let time = HandClock()
        let limiter = RateLimiter(SendRate(perSecond: 1, burst: 1), clock: time.clock)
        limiter.pause(for: .seconds(90))
        limiter.pause(for: .seconds(10))
        #expect(limiter.take() == .seconds(90))
        time.advance(.seconds(90))
        #expect(limiter.take() == nil)
        time.advance(.seconds(-50))
        #expect(limiter.take() != nil)
    }

    @Test("a clock set back makes no rest longer")
    func setBack() {
        let time = HandClock()
        let limiter = RateLimiter(SendRate(perSecond: 1, burst: 2), clock: time.clock)
        time.advance(.hours(-3))
        #expect(limiter.take() == nil, "nothing was asked for")
        limiter.pause(for: .seconds(90))
        time.advance(.hours(-3))
        #expect(limiter.take() == .seconds(90))
        time.advance(.seconds(90))
        #expect(limiter.take() == nil)
    }
}
