import Foundation
import RelaisTesting
import Testing

/// Where a site is, as another program says it (E8).
@Suite struct APIPlaceTests {
    private func site(_ change: [String: Any]) -> [String: Any] {
        APIFixture.ticket(["site": APIFixture.site.merging(change) { $1 }])
    }

    @Test("E8 a site has its place from the start, later by a ticket or a change, and keeps it where none is said")
    func kept() async throws {
        try await APIFixture.use { fixture in
            let plain = try await fixture.api.post("tickets", site([:]))
            #expect(plain.json["site"]["latitude"].isNull && plain.json["site"]["longitude"].isNull)
            let number = try #require(plain.json["number"].text)
            let given: [String: Any] = ["externalId": "S-1", "latitude": 45.75685, "longitude": -4]
            let changed = try await fixture.api.patch("tickets/\(number)", ["site": given])
            #expect(changed.status == 200, "\(changed.text)")
            #expect(changed.json["site"]["latitude"].double == 45.75685)
            #expect(changed.json["site"]["longitude"].double == -4)
            #expect(changed.json["site"]["name"].text == "Résidence Les Lilas")
            let other = try await fixture.api.post("tickets", site([:]))
            #expect(other.json["site"]["latitude"].double == 45.75685)
            let moved = try await fixture.api.post("tickets", site(["latitude": 45, "longitude": 180]))
            #expect(moved.status == 201)
            #expect(moved.json["site"]["latitude"].double == 45)
            #expect(try await fixture.api.get("tickets/\(number)").json["site"]["longitude"].double == 180)
            let events = try await fixture.api.get("tickets/\(number)/events").json["events"].list
            #expect(events.last?["data"]["fields"][0].text == "site")
        }
    }

    @Test("E8 half a place, one that is nowhere and what is no number are refused at their field")
    func refused() async throws {
        try await APIFixture.use { fixture in
            let cases: [([String: Any], [String])] = [
                (["latitude": 45.7], ["site.longitude: coordinates.half"]),
                (["longitude": 4.8, "latitude": NSNull()], ["site.latitude: coordinates.half"]),
                (
                    ["latitude": 90.1, "longitude": -180.5],
                    ["site.latitude: number.range", "site.longitude: number.range"]
                ),
                (
                    ["latitude": "45.7", "longitude": true],
                    ["site.latitude: type.number", "site.longitude: type.number"]
                ),
                (
                    ["latitude": 1e300, "longitude": [1]],
                    ["site.latitude: number.range", "site.longitude: type.number"]
                ),
            ]
            for (place, problems) in cases {
                let answer = try await fixture.api.post("tickets", site(place))
                #expect(answer.status == 422)
                #expect(answer.problems == problems, "\(answer.text)")
                #expect(answer.json["errors"].list.allSatisfy { $0["message"].text?.contains("[") == false })
            }
            let edge = try await fixture.api.post("tickets", site(["latitude": -90, "longitude": 180.0]))
            #expect(edge.status == 201, "\(edge.text)")
        }
    }

    @Test("E8 E16 the description names a site's place, both ways")
    func described() async throws {
        try await APIFixture.use { fixture in
            let schemas = try await fixture.api.get("/api/openapi.json").json["components"]["schemas"]
            for (field, maximum) in [("latitude", 90.0), ("longitude", 180)] {
                let taken = schemas["SiteInput"]["properties"][field]
                #expect(taken["maximum"].double == maximum && taken["minimum"].double == -maximum)
                #expect(schemas["Site"]["required"].list.compactMap(\.text).contains(field))
                #expect(schemas["Site"]["properties"][field]["type"].list.compactMap(\.text) == ["number", "null"])
            }
        }
    }
}
