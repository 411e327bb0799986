import CGMime
import Domain
import Foundation

/// Writes a mail as MIME with CRLF line ends into a file; attachments are streamed from theirs.
enum MessageFile {
    enum Problem: Error {
        case address, messageID
        case attachment(String)
        case disk
    }

    private static let library: Void = g_mime_init()

    static func write(_ mail: OutgoingMail, to path: String) throws(Problem) {
        _ = library
        guard MailAddress.isValid(mail.to.address), MailAddress.isValid(mail.from.address),
            mail.replyTo.map({ MailAddress.isValid($0.address) }) ?? true
        else { throw .address }
        let ids = [mail.messageID, mail.inReplyTo].compactMap { $0 } + mail.references
        guard ids.allSatisfy(MailAddress.isMessageID) else { throw .messageID }
        guard let message = g_mime_message_new(0) else { throw .disk }
        defer { g_object_unref(message) }
        setHeaders(of: message, from: mail)
        let body = try body(of: mail)
        g_mime_message_set_mime_part(message, body)
        g_object_unref(body)
        try save(message, to: path)
    }

    // MARK: Headers

    private static func setHeaders(of message: UnsafeMutablePointer<GMimeMessage>, from mail: OutgoingMail) {
        add(mail.from, as: GMIME_ADDRESS_TYPE_FROM, to: message)
        if let replyTo = mail.replyTo { add(replyTo, as: GMIME_ADDRESS_TYPE_REPLY_TO, to: message) }
        add(mail.to, as: GMIME_ADDRESS_TYPE_TO, to: message)
        g_mime_message_set_subject(message, MailAddress.line(mail.subject), "UTF-8")
        if let date = g_date_time_new_from_unix_utc(Int(mail.date.milliseconds / 1000)) {
            g_mime_message_set_date(message, date)
            g_date_time_unref(date)
        }
        g_mime_message_set_message_id(message, mail.messageID)
        var headers: [(String, String)] = []
        if let answered = mail.inReplyTo { headers.append(("In-Reply-To", "<\(answered)>")) }
        if !mail.references.isEmpty {
            headers.append(("References", mail.references.suffix(20).map { "<\($0)>" }.joined(separator: " ")))
        }
        headers.append(("Auto-Submitted", mail.automation.rawValue))
        headers.append(("X-Auto-Response-Suppress", "All"))
        headers.append(("Content-Language", mail.language.rawValue))
        for (name, value) in headers { g_mime_object_set_header(object(message), name, value, "UTF-8") }
    }

    private static func add(
        _ mailbox: OutgoingMail.Mailbox, as type: GMimeAddressType, to message: UnsafeMutablePointer<GMimeMessage>
    ) {
        let name = MailAddress.line(mailbox.name, limit: 120)
        guard let list = g_mime_message_get_addresses(message, type),
            let entry = internet_address_mailbox_new(name.isEmpty ? nil : name, mailbox.address)
        else { return }
        let address = cast(entry, to: InternetAddress.self)
        internet_address_set_charset(address, "UTF-8")
        internet_address_list_add(list, address)
        g_object_unref(entry)
    }

    // MARK: Parts

    private static func body(of mail: OutgoingMail) throws(Problem) -> UnsafeMutablePointer<GMimeObject> {
        let text = try readable(mail)
        guard !mail.attachments.isEmpty else { return text }
        defer { g_object_unref(text) }
        guard let mixed = g_mime_multipart_new_with_subtype("mixed") else { throw .disk }
        g_mime_multipart_add(mixed, text)
        for attachment in mail.attachments {
            do {
                let part = try part(attachment)
                g_mime_multipart_add(mixed, part)
                g_object_unref(part)
            } catch {
                g_object_unref(mixed)
                throw error
            }
        }
        return object(mixed)
    }

    /// Plain first: readers show the last alternative that they can.
    private static func readable(_ mail: OutgoingMail) throws(Problem) -> UnsafeMutablePointer<GMimeObject> {
        let plain = try textPart(mail.plain, subtype: "plain")
        guard let html = mail.html else { return plain }
        defer { g_object_unref(plain) }
        let rich = try textPart(html, subtype: "html")
        defer { g_object_unref(rich) }
        guard let alternative = g_mime_multipart_new_with_subtype("alternative") else { throw .disk }
        g_mime_multipart_add(alternative, plain)
        g_mime_multipart_add(alternative, rich)
        return object(alternative)
    }

    private static func textPart(
        _ text: String, subtype: String
    ) throws(Problem) -> UnsafeMutablePointer<GMimeObject> {
        let lines = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n").replacing("\0", with: "")
        // Greek in quoted-printable would be three times its size; what is base64 must hold its line ends as CRLF.
        let isMostlyASCII = lines.utf8.count { $0 >= 0x80 } * 6 < lines.utf8.count
        let bytes = Array((isMostlyASCII ? lines : lines.replacing("\n", with: "\r\n")).utf8)
        guard let part = g_mime_part_new_with_type("text", subtype),
            let stream = g_mime_stream_mem_new_with_buffer(bytes, bytes.count)
        else { throw .disk }
        defer { g_object_unref(stream) }
        guard let content = g_mime_data_wrapper_new_with_stream(stream, GMIME_CONTENT_ENCODING_DEFAULT) else {
            throw .disk
        }
        g_mime_object_set_content_type_parameter(object(part), "charset", "UTF-8")
        g_mime_part_set_content(part, content)
        g_object_unref(content)
        g_mime_part_set_content_encoding(
            part, isMostlyASCII ? GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE : GMIME_CONTENT_ENCODING_BASE64)
        return object(part)
    }

    private static func part(
        _ attachment: OutgoingMail.Attachment
    ) throws(Problem) -> UnsafeMutablePointer<GMimeObject> {
        guard let stream = g_mime_stream_fs_open(attachment.path, O_RDONLY, 0, nil) else {
            throw .attachment(attachment.name)
        }
        defer { g_object_unref(stream) }
        let type = attachment.contentType.split(separator: "/").map(String.init)
        let isToken =
            type.count == 2
            && type.allSatisfy { $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0)) } }
        guard
            let part = g_mime_part_new_with_type(isToken ? type[0] : "application", isToken ? type[1] : "octet-stream"),
            let content = g_mime_data_wrapper_new_with_stream(stream, GMIME_CONTENT_ENCODING_DEFAULT)
        else { throw .disk }
        g_mime_object_set_disposition(object(part), "attachment")
        g_mime_part_set_filename(part, MailAddress.line(attachment.name, limit: 200))
        g_mime_part_set_content(part, content)
        g_object_unref(content)
        g_mime_part_set_content_encoding(part, GMIME_CONTENT_ENCODING_BASE64)
        return object(part)
    }

    // MARK: The file

    private static func save(_ message: UnsafeMutablePointer<GMimeMessage>, to path: String) throws(Problem) {
        guard let stream = g_mime_stream_fs_open(path, O_WRONLY | O_CREAT | O_EXCL, 0o600, nil) else { throw .disk }
        defer { g_object_unref(stream) }
        guard let options = g_mime_format_options_new() else { throw .disk }
        defer { g_mime_format_options_free(options) }
        g_mime_format_options_set_newline_format(options, GMIME_NEWLINE_FORMAT_DOS)
        g_mime_format_options_set_param_encoding_method(options, GMIME_PARAM_ENCODING_METHOD_RFC2231)
        guard g_mime_object_write_to_stream(object(message), options, stream) >= 0, g_mime_stream_flush(stream) == 0
        else { throw .disk }
    }

    private static func object(_ pointer: UnsafeMutableRawPointer) -> UnsafeMutablePointer<GMimeObject> {
        cast(pointer, to: GMimeObject.self)
    }

    /// GObject's inheritance: each structure begins with its parent's.
    private static func cast<Parent>(_ pointer: UnsafeMutableRawPointer, to: Parent.Type) -> UnsafeMutablePointer<
        Parent
    > {
        pointer.assumingMemoryBound(to: Parent.self)
    }
}
