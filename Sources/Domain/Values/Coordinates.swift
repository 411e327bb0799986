import Foundation

/// A place on earth in decimal degrees (WGS 84), north and east positive.
package struct Coordinates: Hashable, Sendable, Codable {
    package let latitude: Double
    package let longitude: Double

    /// Nil for what is nowhere: beyond a pole, more than half around the earth, or no number.
    package init?(latitude: Double, longitude: Double) {
        guard Self.latitudes.contains(latitude), Self.longitudes.contains(longitude) else { return nil }
        self.latitude = latitude
        self.longitude = longitude
    }

    package static let latitudes = -90.0...90.0
    package static let longitudes = -180.0...180.0

    /// To five decimals, which are a metre: telephones and cameras write more than they know.
    package var rounded: Coordinates {
        func short(_ degrees: Double) -> Double { (degrees * 100_000).rounded() / 100_000 }
        return Coordinates(short(latitude), short(longitude))
    }

    /// Metres along the surface (haversine, on a sphere of the earth's mean radius): wrong by half a percent at most.
    package func distance(to other: Coordinates) -> Double {
        let (from, to) = (latitude * .pi / 180, other.latitude * .pi / 180)
        let (north, east) = ((to - from) / 2, (other.longitude - longitude) * .pi / 360)
        let half = sin(north) * sin(north) + cos(from) * cos(to) * sin(east) * sin(east)
        return 2 * Self.earthRadius * asin(min(1, half.squareRoot()))
    }

    private static let earthRadius = 6_371_008.8

    private init(_ latitude: Double, _ longitude: Double) {
        self.latitude = latitude
        self.longitude = longitude
    }
}

/// Where a phone said that it was, once (E8).
package struct Position: Hashable, Sendable, Codable {
    package let coordinates: Coordinates
    /// Metres around it within which the phone takes itself to be.
    package let accuracy: Double

    /// What is kept: no finer than a metre. Nil for an accuracy that no phone has.
    package init?(_ coordinates: Coordinates, accuracy: Double) {
        guard Self.accuracies.contains(accuracy) else { return nil }
        self.coordinates = coordinates.rounded
        self.accuracy = max(1, accuracy.rounded(.up))
    }

    /// A whole country is the least that says something.
    private static let accuracies = 0.0...1_000_000
}
