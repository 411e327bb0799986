import Domain
import Foundation

/// A mail's contents as its templates name them.
struct MailContext {
    let content: MailContent
    let facts: MessageFacts
    let words: Words
    /// Scalars of all long texts of a mail, so that it stays below 100 kB whatever was typed (an escaped one is six
    /// bytes); a text that is longer says where the rest is (A5).
    static let longest = 9_000
    /// Files that are named; a submission holds fewer.
    static let mostFiles = 40

    var values: [String: Any] {
        let (light, dark) = facts.brand.accents
        var values: [String: Any] = [
            "heading": content.heading, "lead": content.lead, "preheader": content.lead.joined(separator: " "),
            "rows": content.rows.map(row), "hasRows": !content.rows.isEmpty,
            "quotations": content.quotations.map { quotation($0.label, $0.text) },
            "organization": facts.organization.oneLine(), "light": light, "dark": dark,
            "initial": String(facts.organization.oneLine().prefix(1)).uppercased(),
        ]
        values["tag"] = content.tag
        values["isEmergency"] = facts.priority == .emergency && content.tag != nil
        values["warning"] = content.warning
        if let text = content.description {
            values["description"] = quotation(words["messages.row.description"], text)
        }
        if content.showsFiles, !facts.files.isEmpty { values["files"] = files }
        if let button = content.button {
            values["button"] = ["buttonLabel": button.label, "address": button.address]
        }
        values["closing"] = content.closing
        if let number = facts.organizationPhone {
            values["callBack"] = ["call": number, "callText": words.formats.phone(number)]
        }
        return values
    }

    private func row(_ row: MailContent.Row) -> [String: Any] {
        let lines = row.lines.map { line -> [String: Any] in
            ["lineText": line.text, "call": line.call.map { $0 as Any } ?? false]
        }
        return ["label": row.label, "lines": lines, "flat": row.lines.map(\.text).joined(separator: ", ")]
    }

    private func quotation(_ label: String, _ text: String) -> [String: Any] {
        let cleaned = text.cleaned().trimmingCharacters(in: .whitespacesAndNewlines)
        let texts = content.quotations.count + (content.description == nil ? 0 : 1)
        let limit = Self.longest / max(1, texts)
        let isCut = cleaned.unicodeScalars.count > limit
        let shown = isCut ? String(cleaned.unicodeScalars.prefix(limit)) + "…" : cleaned
        let lines = shown.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        return ["label": label, "textLines": lines, "text": shown, "isCut": isCut]
    }

    private var files: [String: Any] {
        let items = facts.files.prefix(Self.mostFiles).map { file -> [String: Any] in
            ["fileName": file.name.oneLine(limit: 60), "size": words.formats.size(bytes: file.size)]
        }
        let attached = zip(facts.files, items).filter(\.0.isAttached).map(\.1)
        let linked = zip(facts.files, items).filter { !$0.0.isAttached }.map(\.1)
        // What a mail that brings files cannot hold is larger; other mails leave all of them on the page.
        let linkedLabel = words[content.attachesFiles ? "messages.files.linked" : "messages.files.onPage"]
        return [
            "linkedLabel": linkedLabel,
            "attached": attached, "hasAttached": !attached.isEmpty, "linked": linked, "hasLinked": !linked.isEmpty,
        ]
    }
}
