/// What came of making a picture or a PDF fit to be shown.
package enum Rendition: Hashable, Sendable, Codable {
    case ready(Shown)
    case failed(Failure)

    /// The pictures are JPEG, upright, and hold nothing but the picture (P24).
    package struct Shown: Hashable, Sendable, Codable {
        /// Of the small picture, at most 320 pixels either way: hex SHA-256.
        package var thumbnail: String
        /// Of the copy that others than the manager get; nil for a PDF, which is shown as it is.
        package var copy: String?
        /// Pixels of what was sent, upright.
        package var width: Int
        package var height: Int
        /// The camera's wall clock, `2026-11-20T10:11:12`, with an offset where the camera knew it.
        package var takenAt: String?
        package var place: Coordinates?

        package init(
            thumbnail: String, copy: String?, width: Int, height: Int, takenAt: String? = nil,
            place: Coordinates? = nil
        ) {
            self.thumbnail = thumbnail
            self.copy = copy
            self.width = width
            self.height = height
            self.takenAt = takenAt
            self.place = place
        }

        /// How large a page shows the thumbnail at most, in CSS pixels; it has 320 of its own, for sharp screens.
        private static let shownSide = 200.0

        /// CSS pixels, for a page that leaves room for the thumbnail.
        package var shownSize: (width: Int, height: Int) {
            let share = min(1, Self.shownSide / Double(max(width, height, 1)))
            return (max(1, Int((Double(width) * share).rounded())), max(1, Int((Double(height) * share).rounded())))
        }
    }

    /// Why there is nothing to show; the file itself is kept all the same (P22).
    package enum Failure: String, Hashable, Sendable, Codable, CaseIterable {
        /// Damaged or cut off.
        case unreadable
        /// More pixels than any telephone takes.
        case tooLarge
        case unsupported
        /// It took more time or memory than a picture may.
        case tooCostly
    }
}

/// What every thumbnail and copy is, whatever it was made of.
package enum MadePicture {
    package static let type = "image/jpeg"

    /// `IMG_1.heic` as `IMG_1.jpg`.
    package static func name(of attachment: Attachment) -> String {
        guard let dot = attachment.name.lastIndex(of: "."), dot > attachment.name.startIndex else {
            return attachment.name + ".jpg"
        }
        return attachment.name[..<dot] + ".jpg"
    }
}

extension Attachment {
    /// Whether it is shown as a picture of itself, rather than handed out.
    package var isImage: Bool { type.hasPrefix("image/") }

    package var shown: Rendition.Shown? {
        if case .ready(let shown) = rendition { shown } else { nil }
    }

    /// A picture as others than the manager get it: the copy (P24); nil while or where there is none.
    package var withoutMetadata: Attachment? {
        shown?.copy.map {
            Attachment(id: id, sha256: $0, name: MadePicture.name(of: self), type: MadePicture.type, size: size)
        }
    }

    package var failure: Rendition.Failure? {
        if case .failed(let failure) = rendition { failure } else { nil }
    }
}
