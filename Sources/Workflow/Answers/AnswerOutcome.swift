package import Domain

/// What the contractor's page confirms after an answer (B16).
package struct AnswerOutcome: Hashable, Sendable, Codable {
    package let number: String
    package let at: Instant
    package let status: Order.Status
    package let appointment: Appointment?

    package init(number: String, at: Instant, status: Order.Status, appointment: Appointment?) {
        self.number = number
        self.at = at
        self.status = status
        self.appointment = appointment
    }
}
