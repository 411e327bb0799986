import Domain
import HTTPTypes
import Hummingbird

/// The tickets that a browser opened last (C12): a cookie of its own, so that a look changes nothing here (rule a).
struct RecentTickets {
    let configuration: SiteConfiguration
    private static let most = 8

    private var name: String { configuration.isHTTPS ? "__Host-relais-recent" : "relais-recent" }

    /// Newest first.
    func read(_ request: Request) -> [TicketID] {
        let ids = request.cookies[name]?.value.split(separator: ".").prefix(Self.most).compactMap { TicketID($0) }
        return ids ?? []
    }

    /// The list with that ticket at its head.
    static func opening(_ ticket: TicketID, after earlier: [TicketID]) -> [TicketID] {
        Array(([ticket] + earlier.filter { $0 != ticket }).prefix(most))
    }

    /// Only what a person opens counts, not a page that refreshes itself.
    static func isOpening(_ request: Request) -> Bool {
        guard let mode = HTTPField.Name("Sec-Fetch-Mode").flatMap({ request.headers[$0] }) else { return true }
        return mode == "navigate"
    }

    func keep(_ tickets: [TicketID], on response: inout Response) {
        set(tickets.map(\.description).joined(separator: "."), seconds: 90 * 86_400, on: &response)
    }

    /// Whoever comes to this browser next has a list of his own.
    func forget(on response: inout Response) { set("", seconds: 0, on: &response) }

    private func set(_ value: String, seconds: Int, on response: inout Response) {
        let secure = configuration.isHTTPS ? "; Secure" : ""
        response.headers.append(
            HTTPField(
                name: .setCookie,
                value: "\(name)=\(value); Path=/; Max-Age=\(seconds); HttpOnly; SameSite=Lax\(secure)"))
    }
}
