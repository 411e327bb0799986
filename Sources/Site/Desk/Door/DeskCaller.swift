import Domain
import Hummingbird
import Rendering
import Store

/// Who is at the desk, and from where he looks.
struct DeskCaller: Sendable {
    let manager: Manager
    let organization: Organization
    let language: Language
    let now: Instant
    let query: DeskQuery
    let isDemo: Bool
    /// What this browser opened last, newest first (C12).
    var recent: [TicketID] = []

    var mayAct: Bool { manager.role.mayDispatch }
    /// Whose submission ids these are.
    var scope: String { "manager:\(manager.id)" }
}

/// What stands behind the `?`, read as browsers write it.
struct DeskQuery: Sendable {
    private let values: [String: String]

    init(_ request: Request) {
        var values: [String: String] = [:]
        for (name, value) in QueryText.pairs(request.uri.query ?? "") where values[name] == nil { values[name] = value }
        self.values = values
    }

    subscript(_ name: String) -> String? { values[name].flatMap { $0.isEmpty ? nil : $0 } }

    var folder: DeskFolder { self["folder"].flatMap(DeskFolder.init(rawValue:)) ?? .inbox }
    /// Only what came in that way (D1).
    var source: Source? { self["source"].flatMap(Source.init(rawValue:)) }
    var done: DeskDone? { self["done"].flatMap(DeskDone.init(rawValue:)) }
    /// The version before which the timeline's events are asked for; at least one event is.
    var before: Int? { self["before"].flatMap(Int.init).flatMap { $0 > 1 ? $0 : nil } }
    var search: String { String((self["q"] ?? "").prefix(200)) }
}
