package import Foundation

/// A moment, in milliseconds since 1970-01-01T00:00:00Z. What the store keeps and what every deadline is.
package struct Instant: Hashable, Sendable, Comparable, Codable {
    /// Milliseconds UTC.
    package let milliseconds: Int64

    package init(milliseconds: Int64) { self.milliseconds = milliseconds }

    package init(_ date: Date) { milliseconds = Int64((date.timeIntervalSince1970 * 1000).rounded()) }

    package init(from decoder: any Decoder) throws {
        milliseconds = try decoder.singleValueContainer().decode(Int64.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(milliseconds)
    }

    package var date: Date { Date(timeIntervalSince1970: Double(milliseconds) / 1000) }

    /// RFC 3339 in UTC, to the second, as the API writes it.
    package var rfc3339: String {
        date.formatted(.iso8601)
    }

    package static func < (left: Self, right: Self) -> Bool { left.milliseconds < right.milliseconds }
    package static func + (left: Self, right: Span) -> Self {
        Self(milliseconds: left.milliseconds + right.milliseconds)
    }
    package static func - (left: Self, right: Span) -> Self {
        Self(milliseconds: left.milliseconds - right.milliseconds)
    }
    package static func - (left: Self, right: Self) -> Span {
        Span(milliseconds: left.milliseconds - right.milliseconds)
    }
}

/// A length of time in milliseconds. (Swift's `Duration` counts attoseconds in 128 bits, which no column holds.)
package struct Span: Hashable, Sendable, Comparable, Codable {
    package let milliseconds: Int64

    package init(milliseconds: Int64) { self.milliseconds = milliseconds }

    package static func seconds(_ count: Int64) -> Self { Self(milliseconds: count * 1000) }
    package static func minutes(_ count: Int64) -> Self { .seconds(count * 60) }
    package static func hours(_ count: Int64) -> Self { .minutes(count * 60) }
    package static func days(_ count: Int64) -> Self { .hours(count * 24) }

    package var seconds: Double { Double(milliseconds) / 1000 }
    package static func < (left: Self, right: Self) -> Bool { left.milliseconds < right.milliseconds }
    package static func * (left: Self, right: Double) -> Self {
        Self(milliseconds: Int64((Double(left.milliseconds) * right).rounded()))
    }
}

/// Where "now" comes from. Production hands in `.system`; tests travel with one of their own.
package struct Clock: Sendable {
    package let now: @Sendable () -> Instant

    package init(now: @escaping @Sendable () -> Instant) { self.now = now }

    package static let system = Clock { Instant(Date()) }
}
