import Domain
import Foundation
import Testing

@testable import Site

/// How bytes are counted; what comes of it at the door: `LimitTests`.
@Suite("Bytes that are counted")
struct RequestLimitsTests {
    private let limits = RequestLimits()
    private let limit = RequestLimits.Limit(name: "test", most: 100, window: .minutes(60))
    private let now = Instant(milliseconds: 1_800_000_000_000)

    private func charge(_ cost: Int, after span: Span = .seconds(0)) -> RequestLimits.Charge? {
        if case .charged(let charge) = limits.charge(limit, "link", cost, at: now + span) { charge } else { nil }
    }

    @Test("what is too much is not counted, however much it is")
    func tooMuch() throws {
        _ = try #require(charge(90))
        for cost in [11, 1000, Int.max] { #expect(charge(cost) == nil) }
        #expect(charge(10) != nil)
        #expect(charge(1) == nil)
    }

    @Test("what came is counted, be it less than announced or more")
    func settled() throws {
        limits.settle(try #require(charge(100)), at: 20)
        let second = try #require(charge(80))
        limits.settle(second, at: 500)
        #expect(charge(1) == nil)
        #expect(charge(100, after: .minutes(61)) != nil)
    }

    @Test("what was announced in one hour takes nothing from the next")
    func windows() throws {
        let held = try #require(charge(100))
        _ = try #require(charge(100, after: .minutes(61)))
        limits.settle(held, at: 0)
        #expect(charge(1, after: .minutes(62)) == nil)
    }
}
