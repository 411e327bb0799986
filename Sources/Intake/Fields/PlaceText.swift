package import Domain

/// Where a phone is, as the page's script writes it: `45.74846,4.84671,15`, degrees and metres (E8).
package enum PlaceText {
    /// The phone was asked, and would not or could not say.
    package static let unavailable = "unavailable"

    /// Nil for anything else than a position on earth. Nobody types it or could mend it, so nobody is told: what it
    /// came with is not held up.
    package static func read(_ text: String) -> Position? {
        let parts = text.utf8.count <= 60 ? text.split(separator: ",", omittingEmptySubsequences: false) : []
        let numbers = parts.compactMap { part in
            part.utf8.allSatisfy { (0x30...0x39).contains($0) || [0x2D, 0x2E].contains($0) } ? Double(part) : nil
        }
        guard parts.count == 3, numbers.count == 3,
            let coordinates = Coordinates(latitude: numbers[0], longitude: numbers[1])
        else { return nil }
        return Position(coordinates, accuracy: numbers[2])
    }
}
