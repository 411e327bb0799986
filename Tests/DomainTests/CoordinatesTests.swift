import Domain
import Testing

@Suite struct CoordinatesTests {
    private func place(_ latitude: Double, _ longitude: Double) throws -> Coordinates {
        try #require(Coordinates(latitude: latitude, longitude: longitude))
    }

    @Test(
        "E8 the distance of two places is that of the map, also across the date line and over a pole",
        arguments: [
            (45.75, 4.85, 45.75, 4.85, 0), (48.85661, 2.35222, 45.76404, 4.83566, 391_500),
            (37.98381, 23.72754, 37.98417, 23.72754, 40), (0, 179.9995, 0, -179.9995, 111),
            (89.9995, 0, 89.9995, 180, 111), (-90, 0, 90, 0, 20_015_000),
        ])
    func distance(_ a: Double, _ b: Double, _ c: Double, _ d: Double, metres: Double) throws {
        let (one, other) = (try place(a, b), try place(c, d))
        #expect(abs(one.distance(to: other) - metres) <= max(1, metres / 200))
        #expect(one.distance(to: other) == other.distance(to: one))
    }

    @Test("E8 what is nowhere on earth is no place, and nothing is kept finer than a metre")
    func bounds() throws {
        for (latitude, longitude) in [(90.01, 0), (-91, 0), (0, 180.1), (0, -181), (.nan, 0), (0, .infinity)] {
            #expect(Coordinates(latitude: latitude, longitude: longitude) == nil)
        }
        let exact = try place(45.748461234, 4.846714999)
        #expect(try exact.rounded == place(45.74846, 4.84671))
        #expect(Position(exact, accuracy: 12.2)?.accuracy == 13)
        #expect(Position(exact, accuracy: 0)?.accuracy == 1)
        for accuracy in [-1, .nan, .infinity, 1_000_001] { #expect(Position(exact, accuracy: accuracy) == nil) }
    }
}
