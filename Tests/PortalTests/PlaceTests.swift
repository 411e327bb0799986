import Courier
import Domain
import Foundation
import Gateways
import RelaisTesting
import Store
import Testing
import Workflow

@Suite("Where the phone is, for whoever wants to say it")
struct PlaceTests {
    private static func setting(_ language: Language = .en, checksPlace: Bool = true) -> ExchangeStage.Setting {
        var setting = ExchangeStage.Setting()
        setting.language = language
        setting.rules.checksPlace = checksPlace
        return setting
    }

    private static let here = "45.75713,4.84671,14.2"

    /// Accepted, the hour has come, and somebody is on site with that in the hidden field.
    private func arrive(_ stage: ExchangeStage, _ place: String?) async throws -> LoopPage {
        #expect(try await stage.accept().status == 303)
        try stage.travel(to: "2026-11-23T09:00")
        let fields = [("presence", "here")] + (place.map { [("place", $0)] } ?? [])
        return try await stage.following(try await stage.post("presence", fields))
    }

    /// The ticket's site as another program describes it, with or without its place.
    private func locate(_ stage: ExchangeStage) async throws {
        let api = APIClient(portal: stage.portal, key: stage.organization.key)
        let site: [String: Any] = [
            "name": "Les Lilas", "address": "Lyon", "latitude": 45.75685, "longitude": 4.84702,
        ]
        let answer = try await api.patch("tickets/\(stage.ticket.number)", ["site": site])
        #expect(answer.status == 200, "\(answer.text)")
    }

    private func desk(_ stage: ExchangeStage) async throws -> String {
        let browser = try await stage.portal.signIn(stage.organization)
        return LoopPage.text(try await browser.get("/desk/tickets/\(stage.ticket.number)").text)
            .replacing("\u{A0}", with: " ")
    }

    /// What was kept of where phones were.
    private func positions(_ stage: ExchangeStage) async throws -> [Position] {
        try await stage.timeline().compactMap(\.position)
    }

    private func policy(_ stage: ExchangeStage) async throws -> String? {
        try await stage.phone.get(stage.path).header("Permissions-Policy")
    }

    @Test("E8 without the rule nothing is offered, and a place that is sent all the same is dropped")
    func ruleOff() async throws {
        try await ExchangeStage.use(Self.setting(checksPlace: false)) { stage in
            #expect(try await stage.accept().status == 303)
            #expect(try await !stage.page().html.contains("data-place"))
            #expect(try await policy(stage)?.contains("geolocation=()") == true)
            try stage.travel(to: "2026-11-23T09:00")
            let fields = [("presence", "here"), ("place", Self.here)]
            let page = try await stage.following(try await stage.post("presence", fields))
            #expect(page.label == "in-progress/on-site")
            #expect(page.element(role: "status")?.contains("phone") == false)
            #expect(try await stage.count("placeShared") == 0)
            #expect(try await positions(stage).isEmpty)
            #expect(try await !stage.page().html.contains("data-place"))
        }
    }

    @Test("E8 with the rule the place is stored with the arrival, told in the thread without where, and confirmed")
    func shared() async throws {
        try await ExchangeStage.use(Self.setting()) { stage in
            let page = try await arrive(stage, Self.here)
            #expect(page.element(role: "status")?.contains("Where your phone is was sent along") == true)
            let types = try await stage.timeline().suffix(2).map(\.type)
            #expect(types == ["arrived", "placeShared"])
            let position = try #require(try await positions(stage).first)
            #expect(position.coordinates == Coordinates(latitude: 45.75713, longitude: 4.84671))
            #expect(position.accuracy == 15)
            #expect(page.text.contains("Shared where the phone was, once"))
            #expect(!page.html.contains("45.75"))
        }
    }

    @Test(
        "E8 the desk says how far from the site that was, in the manager's language",
        arguments: [
            (Language.en, "about 40 m from the site (± 15 m)"), (.fr, "à 40 m environ du site (± 15 m)"),
            (.el, "περίπου 40 μ. από τον χώρο (± 15 μ.)"), (.pl, "około 40 m od miejsca (± 15 m)"),
        ])
    func distance(language: Language, words: String) async throws {
        try await ExchangeStage.use(Self.setting(language)) { stage in
            try await locate(stage)
            _ = try await arrive(stage, Self.here)
            let text = try await desk(stage)
            #expect(text.contains(words), "\(text)")
            #expect(!text.contains("45.75713"))
        }
    }

    @Test("E8 where nobody said where the site is, the desk shows the place itself")
    func noSite() async throws {
        try await ExchangeStage.use(Self.setting()) { stage in
            _ = try await arrive(stage, "-45.5,170,1234.5")
            #expect(try await desk(stage).contains("-45.5, 170.0 (± 1.2 km)"))
        }
    }

    @Test(
        "E8 what is no place is dropped and holds nothing up",
        arguments: [
            "", "here", "45.7,4.8", "45.7,4.8,15,1", "91,4.8,15", "45.7,180.5,15", "45.7,4.8,-1", "45.7,4.8,1e3",
            "nan,nan,nan", "inf,0,1", "0x1p3,0,1", "45.7, 4.8, 15", "４５,4.8,15", "45.7,4.8,99999999",
            String(repeating: "9", count: 5000), "<script>alert(1)</script>", "45.7,,15", "--1,2,3",
        ])
    func bad(place: String) async throws {
        try await ExchangeStage.use(Self.setting()) { stage in
            let page = try await arrive(stage, place)
            #expect(page.label == "in-progress/on-site")
            #expect(try await stage.count("arrived") == 1)
            #expect(try await stage.count("placeShared") == 0)
        }
    }

    @Test("E8 a phone that would not say where it is: sent without, and told so kindly")
    func unavailable() async throws {
        try await ExchangeStage.use(Self.setting()) { stage in
            let page = try await arrive(stage, "unavailable")
            #expect(page.element(role: "status")?.contains("sent without the place") == true)
            #expect(try await stage.count("arrived") == 1)
            #expect(try await stage.count("placeShared") == 0)
        }
    }

    @Test("E8 the browser may ask where the phone is only on a page that offers to say so")
    func header() async throws {
        try await ExchangeStage.use(Self.setting()) { stage in
            #expect(try await policy(stage) == "camera=(), geolocation=(), microphone=(), payment=()")
            #expect(try await !stage.page().html.contains("/web/place."))
            #expect(try await stage.accept().status == 303)
            #expect(try await policy(stage) == "camera=(), geolocation=(self), microphone=(), payment=()")
            let page = try await stage.page()
            #expect(page.html.contains("<template data-place>"))
            #expect(page.html.contains("<script src=\"/web/place."))
            let browser = try await stage.portal.signIn(stage.organization)
            for path in ["/desk/tickets/\(stage.ticket.number)", "/api/openapi.json", "/help", "/t/forged"] {
                let header = try await browser.get(path).header("Permissions-Policy")
                #expect(header?.contains("geolocation=()") == true, "\(path)")
            }
            try stage.travel(to: "2026-11-23T09:00")
            try await stage.done("I am on site")
            try await stage.done("The work is finished")
            #expect(try await policy(stage)?.contains("geolocation=()") == true)
        }
    }

    @Test("E8 the end of the visit offers it as well, and a refused report keeps it and has the right to ask")
    func end() async throws {
        var setting = Self.setting()
        setting.rules.needsProofs = true
        try await ExchangeStage.use(setting) { stage in
            _ = try await arrive(stage, nil)
            let refused = try await stage.post("completion", [("act", "done"), ("place", Self.here)])
            #expect(refused.status == 422)
            #expect(refused.header("Permissions-Policy")?.contains("geolocation=(self)") == true)
            #expect(refused.text.contains("name=\"place\" value=\"\(Self.here)\""))
            #expect(try await stage.count("placeShared") == 0)
            let left = try await stage.post(
                "completion", [("act", "left"), ("outcome", "parts"), ("place", Self.here)])
            #expect(left.status == 303)
            #expect(try await stage.timeline().suffix(2).map(\.type) == ["leftIncomplete", "placeShared"])
        }
    }

    @Test("E8 P18 the same form sent twice, from another spot the second time, is one arrival and one place")
    func twice() async throws {
        try await ExchangeStage.use(Self.setting()) { stage in
            #expect(try await stage.accept().status == 303)
            try stage.travel(to: "2026-11-23T09:00")
            for place in [Self.here, "45.75714,4.84672,9"] {
                let answer = try await stage.post("presence", [("presence", "here"), ("place", place)], id: "once")
                #expect(answer.status == 303)
            }
            #expect(try await positions(stage).count == 1)
        }
    }

    @Test("E1 E8 a technician shares it; his office and no message says where he was, and the store stays sound")
    func technician() async throws {
        try await ExchangeStage.use(Self.setting()) { stage in
            #expect(try await stage.accept().status == 303)
            let path = try await stage.technician()
            try stage.travel(to: "2026-11-23T09:00")
            let fields = [("presence", "here"), ("place", Self.here)]
            #expect(try await stage.post("presence", fields, to: path).status == 303)
            try await stage.office.courier.drain()
            for page in [try await stage.page(), LoopPage(try await stage.phone.get(path))] {
                #expect(page.text.contains("Shared where the phone was, once"))
                #expect(!page.html.contains("45.75"))
            }
            let sent = stage.office.sms.sent.map(\.text) + stage.office.mail.sent.map { $0.plain + ($0.html ?? "") }
            #expect(sent.allSatisfy { !$0.contains("45.75") && !$0.contains("4.846") })
            let ticket = stage.ticket.id
            let differences = try await stage.office.store.read { try $0.verify(ticket) }
            #expect(differences.isEmpty)
        }
    }

    @Test("E8 the API tells the place with its event")
    func event() async throws {
        try await ExchangeStage.use(Self.setting()) { stage in
            _ = try await arrive(stage, Self.here)
            let api = APIClient(portal: stage.portal, key: stage.organization.key)
            let events = try await api.get("tickets/\(stage.ticket.number)/events").json["events"].list
            let shared = try #require(events.last)
            #expect(shared["type"].text == "placeShared")
            #expect(shared["data"].names == ["order", "latitude", "longitude", "accuracy"])
            #expect(shared["data"]["latitude"].double == 45.75713)
            #expect(shared["data"]["longitude"].double == 4.84671)
            #expect(shared["data"]["accuracy"].double == 15)
        }
    }
}
