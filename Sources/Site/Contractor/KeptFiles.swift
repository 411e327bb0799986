import Domain
import Intake
import NIOPosix
import Rendering
import Store
import Workflow

/// The files of a form that is refused: without the script nobody could choose them again without being told, and on
/// some phones the photo is gone (P20). So they wait, as if they had been sent ahead, and the page names them.
extension ExchangeForm {
    /// The form with an id for each of its files. One for which there is no room any more has none.
    func staged(_ form: SubmittedForm) async throws -> SubmittedForm {
        guard let link = LinkReply(portal: portal).link(context) else { return form }
        var form = form
        for index in form.uploads.indices where form.uploads[index].stagedID == nil {
            let upload = form.uploads[index]
            // The same form sent again brings the same files.
            let named = [form.submission ?? "", upload.field, upload.file.name, upload.file.sha256]
            let key = Digest.hex(of: named.joined(separator: "\u{1F}"))
            let verb = StageFile(upload.file, link: link, id: SecretToken.random().text, key: key)
            do {
                form.uploads[index].stagedID = try await portal.workflow.perform(verb).outcome.id
            } catch is Refusal {
                continue  // too many wait, or the link has ended: then the page says so, and names the file
            }
        }
        return form
    }
}

extension SubmittedForm {
    /// What waits for the form, as its page names it.
    var kept: [ExchangePage.KeptFile] {
        uploads.compactMap { upload in
            upload.stagedID.map { .init(field: upload.field, id: $0, name: upload.file.name, size: upload.file.size) }
        }
    }

    /// Says which files did not find room.
    var lost: [Problem] {
        let names = uploads.filter { $0.stagedID == nil }.map(\.file.name)
        return names.isEmpty
            ? [] : [Problem(field: "files", key: "file.again", arguments: ["names": names.joined(separator: ", ")])]
    }

    /// Refuses what is no signature (P26), and an invoice that is neither PDF nor photo. Such a file is not kept: it
    /// would only be refused again.
    mutating func refuseUnfit(in portal: Portal) async throws {
        for upload in uploads {
            switch upload.field {
            case "invoiceFile" where upload.file.type.hasPrefix("text/"):
                complain("file.type", at: upload.field, ["name": upload.file.name])
            case "signature":
                guard let problem = try await Self.problem(ofSignature: upload.file, in: portal.files) else { continue }
                complain(problem.key, at: upload.field)
            default: continue
            }
            uploads.removeAll { $0.field == upload.field }
        }
    }

    private static func problem(ofSignature file: ReceivedFile, in files: FileStore) async throws -> Problem? {
        guard file.size <= SignaturePicture.largest else { return Problem(field: "", key: "signature.unreadable") }
        return try await NIOThreadPool.singleton.runIfActive {
            var bytes: [UInt8] = []
            try files.read(file.sha256) { bytes += $0 }
            do throws(Problem) {
                try SignaturePicture.check(bytes)
                return nil
            } catch {
                return error
            }
        }
    }
}
