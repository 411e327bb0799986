extension ExchangePage {
    /// Text and files to the manager, at any time (B11).
    package struct MessageForm: Hashable, Sendable {
        package var submission: String
        package var text = ""
        /// What arrived with an earlier try.
        package var kept: [KeptFile] = []
        /// What stands in it was typed in another form, which is not to be had any more.
        package var isTakenOver = false
        package var maximumFiles: Int
        /// Bytes a file.
        package var maximumSize: Int64

        package init(submission: String, maximumFiles: Int = 20, maximumSize: Int64 = 25_000_000) {
            self.submission = submission
            self.maximumFiles = maximumFiles
            self.maximumSize = maximumSize
        }

        /// Takes over what was typed and chosen in another form (rule d).
        package mutating func take(_ text: String, _ files: [KeptFile] = []) {
            guard !text.isEmpty || !files.isEmpty else { return }
            self.text = text
            kept = files.map { .init(field: "files", id: $0.id, name: $0.name, size: $0.size) }
            isTakenOver = true
        }
    }

    /// A file that arrived with a form that was refused: it need not be chosen again.
    package struct KeptFile: Hashable, Sendable {
        /// Of the form in which it was chosen.
        package var field: String
        package var id: String
        package var name: String
        /// Bytes.
        package var size: Int64

        package init(field: String, id: String, name: String, size: Int64) {
            self.field = field
            self.id = id
            self.name = name
            self.size = size
        }
    }
}
