import Domain

extension Attachment {
    /// What `desk/file` shows: the thumbnail, which opens large, and the file as it was sent. With `showsPlace`, when
    /// and where its camera says that it was taken.
    func context(_ words: Words, showsPlace: Bool) -> [String: Any] {
        var notes = failure.map { [words["common.file.failed.\($0.rawValue)"]] } ?? []
        if showsPlace, let shown { notes += Self.origin(of: shown, words) }
        var context: [String: Any] = [
            "fileName": name, "fileSize": words.formats.size(bytes: size), "fileHref": DeskPath.file(id),
            "fileThumb": false, "fileNotes": notes,
            "fileFailed": failure != nil,
        ]
        if let shown {
            context["fileThumb"] = DeskPath.thumbnail(id)
            // A browser has a viewer of its own for PDFs.
            context["fileLarge"] = isImage ? DeskPath.preview(id) : DeskPath.file(id)
            (context["thumbWidth"], context["thumbHeight"]) = (shown.shownSize.width, shown.shownSize.height)
        }
        return context
    }

    private static func origin(of shown: Rendition.Shown, _ words: Words) -> [String] {
        var notes: [String] = []
        if let local = shown.takenAt.flatMap({ LocalDateTime($0.prefix(19)) }) {
            notes.append(words("desk.photo.takenAt", ["when": words.formats.dateTime(local)]))
        }
        if let place = shown.place {
            notes.append(words("desk.photo.place", ["place": place.text]))
        }
        return notes
    }
}

extension Coordinates {
    /// As maps take them: "45.74846, 4.84671".
    var text: String { "\(rounded.latitude), \(rounded.longitude)" }
}
