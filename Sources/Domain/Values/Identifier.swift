/// A positive 63-bit number that names one thing for good. `Subject` only keeps a ticket's number from being
/// used where an order's is meant.
package struct Identifier<Subject>: RawRepresentable, Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
    package let rawValue: Int64

    package init(rawValue: Int64) { self.rawValue = rawValue }
    package init(_ rawValue: Int64) { self.rawValue = rawValue }

    /// Reads the decimal form that addresses and the API use.
    package init?(_ text: some StringProtocol) {
        guard let value = Int64(text), value > 0 else { return nil }
        rawValue = value
    }

    package init(from decoder: any Decoder) throws {
        rawValue = try decoder.singleValueContainer().decode(Int64.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }

    package var description: String { String(rawValue) }
    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

// What identifiers point at. The types that have a home of their own (Ticket, Order, ...) name themselves.
package enum Subject {
    package enum Organization {}
    package enum Manager {}
    package enum Customer {}
    package enum Site {}
    package enum Asset {}
    package enum Person {}
    package enum Category {}
    package enum Contractor {}
    package enum Contact {}
    package enum Ticket {}
    package enum Order {}
    package enum Task {}
    package enum Quote {}
    package enum Event {}
    package enum Text {}
    package enum Attachment {}
    package enum Link {}
    package enum Notice {}
    package enum Timer {}
    package enum APIKey {}
    package enum Invoice {}
    package enum Position {}
}

package typealias OrganizationID = Identifier<Subject.Organization>
package typealias ManagerID = Identifier<Subject.Manager>
package typealias CustomerID = Identifier<Subject.Customer>
package typealias SiteID = Identifier<Subject.Site>
package typealias AssetID = Identifier<Subject.Asset>
package typealias PersonID = Identifier<Subject.Person>
package typealias CategoryID = Identifier<Subject.Category>
package typealias ContractorID = Identifier<Subject.Contractor>
package typealias ContactID = Identifier<Subject.Contact>
package typealias TicketID = Identifier<Subject.Ticket>
package typealias OrderID = Identifier<Subject.Order>
package typealias TaskID = Identifier<Subject.Task>
package typealias QuoteID = Identifier<Subject.Quote>
package typealias EventID = Identifier<Subject.Event>
package typealias TextID = Identifier<Subject.Text>
package typealias AttachmentID = Identifier<Subject.Attachment>
package typealias LinkID = Identifier<Subject.Link>
package typealias NoticeID = Identifier<Subject.Notice>
package typealias TimerID = Identifier<Subject.Timer>
package typealias InvoiceID = Identifier<Subject.Invoice>
package typealias PositionID = Identifier<Subject.Position>
package typealias APIKeyID = Identifier<Subject.APIKey>
