extension Label {
    /// Whether somebody of the contractor's is expected on site at the agreed time, and his page lets him say that he
    /// is there (T23). Who waits for a price or a decision is not: he could not answer.
    package var expectsVisit: Bool { Transition[.t23].from.contains(self) }

    /// A25: the agreed time has passed and nobody has reported on site.
    package func isLate(_ visit: Appointment?, at now: Instant) -> Bool {
        guard expectsVisit, let visit else { return false }
        return visit.instant < now
    }
}

extension Ticket {
    /// A25, P42: the one answer to whether an order's visit is late, on both sides. While the offer has no answer its
    /// printed date counts.
    package func isLate(_ order: Order, at now: Instant) -> Bool {
        let label = label(for: order)
        guard order.isUnanswered else { return label.isLate(order.appointment, at: now) }
        guard label == .toDoOffered || label == .toDoLapsed, let printed = order.scheduledAt else { return false }
        return printed.instant < now
    }
}

extension Appointment {
    /// How far a delay may lead into the next day: a visit at eleven at night may begin at one.
    private static let nightDelay = Span.hours(6)

    /// Whether `later` is a delay of this visit (T24) and not another date: later, on the same day at the site.
    package func mayBeDelayed(to later: Appointment) -> Bool {
        guard later.instant > instant else { return false }
        return later.local.dateText == local.dateText || later.instant - instant <= Self.nightDelay
    }

    /// Whether at `now` there is still a time to which this visit could be delayed.
    package func mayStillBeDelayed(at now: Instant) -> Bool {
        let today = Appointment(now, in: timeZone).local.dateText
        return today <= local.dateText || now - instant < Self.nightDelay
    }
}
