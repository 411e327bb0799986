package import Domain
import GRDB

extension Reader {
    /// Nil where it was erased.
    package func position(_ id: PositionID) throws -> Position? {
        try first("SELECT latitude, longitude, accuracy FROM positions WHERE id = :id", ["id": id]) { row in
            guard let coordinates = try Coordinates(row),
                let position = Position(coordinates, accuracy: try row.get("accuracy"))
            else { throw StoreError.damaged("positions") }
            return position
        }
    }
}

extension Transaction {
    /// Keeps a position that an event will point at, so that it can be erased while the event stays.
    package func position(_ position: Position, of ticket: TicketID) throws -> PositionID {
        let id: PositionID = newID()
        try insert(
            into: "positions",
            [
                "id": id, "ticket": ticket, "latitude": position.coordinates.latitude,
                "longitude": position.coordinates.longitude, "accuracy": position.accuracy, "created_at": now,
            ])
        return id
    }
}

extension Coordinates {
    /// Of a row that has both, or neither.
    init?(_ row: Row) throws {
        let latitude: Double? = try row.get("latitude")
        let longitude: Double? = try row.get("longitude")
        guard let latitude, let longitude else { return nil }
        self.init(latitude: latitude, longitude: longitude)
    }
}
