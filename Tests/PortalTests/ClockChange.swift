import Domain
import Foundation
import RelaisTesting
import Store
import Testing
import Workflow

/// A night in which the clocks are changed, as a site lives through it. Both zones change at 1:00 UTC.
struct ClockChange: Sendable, CustomTestStringConvertible {
    let timeZone: String
    /// The Sunday.
    let day: String
    var isSpring: Bool { day.contains("-03-") }
    var testDescription: String { "\(timeZone) \(day)" }

    static let all = ["Europe/Paris", "Europe/Athens"].flatMap { zone in
        ["2027-03-28", "2027-10-31"].map { ClockChange(timeZone: zone, day: $0) }
    }

    /// When the clocks go ahead or back.
    func change() throws -> Instant { Instant(try Date("\(day)T01:00:00Z", strategy: .iso8601)) }

    /// The moment when the site's clock shows this, on the Sunday or so many days from it.
    func at(_ time: String, day offset: Int = 0) throws -> Instant { try appointment(time, day: offset).instant }

    func date(_ offset: Int = 0) throws -> String { try appointment("12:00", day: offset).local.dateText }

    private func appointment(_ time: String, day offset: Int) throws -> Appointment {
        let noon = try Appointment.resolve(#require(LocalDateTime("\(day)T12:00")), in: "UTC").later(days: offset)
        return try .resolve(#require(LocalDateTime("\(noon.local.dateText)T\(time)")), in: timeZone)
    }

    /// A time of the hour that comes twice in autumn and not at all in spring: `02:30` in Paris, `03:30` in Athens.
    var oddTime: String { timeZone == "Europe/Paris" ? "02:30" : "03:30" }
    /// Its neighbours an hour before and after it.
    var oddNeighbours: (before: String, after: String) {
        timeZone == "Europe/Paris" ? ("01:30", "03:30") : ("02:30", "04:30")
    }

    /// What the site's clock shows then.
    func shows(_ moment: Instant) -> String { Appointment(moment, in: timeZone).local.timeText }

    /// A job that is offered to a plumber at `start`, on the stage of a whole portal.
    func stage(
        _ start: Instant, priority: Priority = .high, answerHours: Int64? = nil,
        _ test: (ExchangeStage) async throws -> Void
    ) async throws {
        var setting = ExchangeStage.Setting()
        setting.timeZone = timeZone
        setting.start = start
        setting.priority = priority
        setting.answerHours = answerHours
        try await ExchangeStage.use(setting, test)
    }
}

extension ExchangeStage {
    /// Lets time pass until then, and everything happen that is due.
    func pass(to moment: Instant) async throws { try await office.advance(moment - office.travel.now) }

    /// A minute before `moment` it has not happened, then it has.
    func happens(
        at moment: Instant, _ note: String = "", sourceLocation: SourceLocation = #_sourceLocation,
        _ hasHappened: () async throws -> Bool
    ) async throws {
        try await pass(to: moment - .minutes(1))
        let early = try await hasHappened()
        #expect(!early, "too early \(note)", sourceLocation: sourceLocation)
        try await pass(to: moment)
        let inTime = try await hasHappened()
        #expect(inTime, "too late \(note)", sourceLocation: sourceLocation)
    }

    func sent(_ kind: Notice.Kind) async throws -> Int {
        try await office.deliveries(of: ticket).count { $0.notice.kind == kind && $0.status == .sent }
    }
}
