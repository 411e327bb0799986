package import Domain
package import Store

/// A file that a contractor's phone sends as soon as it is chosen, before the form that it belongs to (E3, P20, P23).
/// It counts for nothing until a form names it.
package struct StageFile: Verb {
    /// Files of one link that wait for their form; no form takes as many.
    package static let mostWaiting = 60

    package let link: LinkID
    /// Random, made by the caller.
    package let id: String
    /// Made by the page: the same key again is the same file, whatever became of the first answer.
    package let key: String
    package let file: ReceivedFile

    package init(_ file: ReceivedFile, link: LinkID, id: String, key: String) {
        self.file = file
        self.link = link
        self.id = id
        self.key = key
    }

    /// Throws `.submissionChanged` for other contents under a used key, `.invalid` where too many wait already.
    package func perform(in transaction: Transaction) throws -> StagedFile {
        _ = try transaction.open(link)
        if let earlier = try transaction.reader.stagedFile(key: key, of: link) {
            guard earlier.sha256 == file.sha256 else { throw Refusal.submissionChanged }
            return earlier
        }
        guard try transaction.reader.waitingFiles(of: link) < Self.mostWaiting else {
            throw Refusal.invalid([Self.tooManyWait])
        }
        let staged = StagedFile(
            id: id, link: link, key: key, sha256: file.sha256, name: file.name, type: file.type, size: file.size)
        try transaction.insert(staged)
        return staged
    }

    package static var tooManyWait: Problem {
        Problem(field: "files", key: "file.waiting", arguments: ["maximum": String(mostWaiting)])
    }
}
