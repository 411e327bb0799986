extension Ticket {
    /// The order whose invoice is open: sent, or still owed; with the latest first. Also of a job that was taken away
    /// after a call-out (T17).
    package var billedOrder: Order? {
        orders.last { openTask(.invoice, of: $0.id) != nil } ?? activeOrder
    }
}
