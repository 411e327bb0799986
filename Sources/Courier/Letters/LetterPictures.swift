import Domain

// Pictures in mails: outsiders get the copy without metadata (P24), which is made a moment after the picture came.
extension Letter {
    /// After this a mail goes without the pictures that are still not made; its link leads to them.
    private static let patience = Span.minutes(1)
    private static let pause = Span.seconds(2)

    var isForOutside: Bool {
        switch notice.recipient {
        case .manager: false
        case .contact, .person: true
        }
    }

    /// How long to wait for pictures that are being made; nil when there is nothing to wait for (B7).
    func waitForPictures(enqueuedAt: Instant, now: Instant) -> Span? {
        guard notice.way == .email, isForOutside, now < enqueuedAt + Self.patience,
            files.contains(where: { $0.isImage && $0.rendition == nil })
        else { return nil }
        return Self.pause
    }
}
