import CCurl
import Domain
import Foundation

/// One transfer under way, with the memory that libcurl points into. Lives on the transfer thread.
final class Transfer {
    let job: TransferJob
    let easy: UnsafeMutableRawPointer
    private var lists: [UnsafeMutablePointer<curl_slist>] = []
    private var file: UnsafeMutablePointer<FILE>?
    private var uploadSize: Int64 = 0
    private let complaint = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
    private var answer = TransferAnswer()
    /// How often a connection stood ready for the request; counted for what may leave only once.
    private var starts = 0

    init(_ job: TransferJob, easy: UnsafeMutableRawPointer) {
        self.job = job
        self.easy = easy
        complaint.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        answer.limit = job.request.answerLimit
    }

    /// Frees what libcurl pointed to; call it after the handle was reset or is no longer used.
    func dispose() {
        for list in lists { curl_slist_free_all(list) }
        lists = []
        if let file { fclose(file) }
        file = nil
    }

    deinit { complaint.deallocate() }

    /// False when libcurl will not take the request.
    func prepare() -> Bool {
        let request = job.request
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_FOLLOWLOCATION, 0)
        set(CURLOPT_CONNECTTIMEOUT_MS, Int(request.connectTimeout.milliseconds))
        set(CURLOPT_TIMEOUT_MS, Int(request.timeout.milliseconds))
        _ = relais_curl_set_pointer(easy, CURLOPT_ERRORBUFFER, complaint)
        listen()
        set(CURLOPT_PROTOCOLS_STR, "http,https,smtp,smtps")
        guard relais_curl_set_text(easy, CURLOPT_URL, request.url) == CURLE_OK else { return false }
        if let credentials = request.credentials {
            set(CURLOPT_USERNAME, credentials.username)
            set(CURLOPT_PASSWORD, credentials.password)
        }
        secure(request)
        if !request.resolve.isEmpty { set(CURLOPT_RESOLVE, request.resolve) }
        if Self.isLocal(request.url) { set(CURLOPT_NOPROXY, "*") }
        if request.isOnce { countStarts() }
        if request.onlyConnects {
            set(CURLOPT_CONNECT_ONLY, 1)
        } else if let envelope = request.envelope {
            set(CURLOPT_MAIL_FROM, envelope.sender)
            set(CURLOPT_MAIL_RCPT, [envelope.recipient])
        } else {
            // An empty Expect keeps libcurl from waiting for "100 Continue" before the body.
            set(CURLOPT_HTTPHEADER, request.headers.map(Self.line) + ["Expect:"])
            set(CURLOPT_CUSTOMREQUEST, request.method)
            if request.method == "HEAD" { set(CURLOPT_NOBODY, 1) }
        }
        return load(request.body)
    }

    /// What became of it; to be read before the handle is reset.
    func result(_ code: CURLcode) -> TransferResult {
        guard code == CURLE_OK else {
            if answer.isTooLarge { return .failure(failure(.answerTooLarge, "The answer is too large.")) }
            let said = String(cString: complaint)
            let text = said.isEmpty ? String(cString: curl_easy_strerror(code)) : said
            return .failure(failure(Self.kind(of: code, status: status), text))
        }
        return .success(
            TransferResponse(
                status: status, headers: answer.headers, body: answer.body, lastLine: answer.lastLine))
    }

    func failure(_ kind: TransferFailure.Kind, _ text: String) -> TransferFailure {
        var uploaded: curl_off_t = 0
        _ = relais_curl_get_offset(easy, CURLINFO_SIZE_UPLOAD_T, &uploaded)
        var requestSize = 0
        _ = relais_curl_get_long(easy, CURLINFO_REQUEST_SIZE, &requestSize)
        // The request line and headers count only for HTTP; a mail is complete when all its bytes have left.
        var sent = job.request.envelope == nil ? requestSize > 0 : uploaded >= uploadSize && uploadSize > 0
        sent = sent && uploaded >= uploadSize
        // What could leave was a request: it is the answer that nobody understands.
        let kind = sent && kind == .invalidRequest ? .broken : kind
        guard starts > 0 else {
            return TransferFailure(
                kind: kind, status: status, lastLine: answer.lastLine, requestSent: sent, text: text)
        }
        // The figures are those of libcurl's last attempt, which is not always the one that sent something.
        let isPartial = uploaded > 0 && uploaded < uploadSize
        let isSecond = kind == .unreachable || kind == .untrusted
        return TransferFailure(
            kind: isSecond ? .broken : kind, status: status, lastLine: answer.lastLine, requestSent: !isPartial,
            text: text)
    }

    private func countStarts() {
        _ = relais_curl_set_pointer(easy, CURLOPT_PREREQDATA, Unmanaged.passUnretained(self).toOpaque())
        _ = relais_curl_set_ready(easy) { context, _, _, _, _ in
            guard let context else { return CURL_PREREQFUNC_OK }
            let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
            transfer.starts += 1
            return transfer.starts == 1 ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
        }
    }

    private var status: Int {
        var status = 0
        _ = relais_curl_get_long(easy, CURLINFO_RESPONSE_CODE, &status)
        return status
    }

    private func secure(_ request: TransferRequest) {
        if let authorities = request.certificateAuthorities { set(CURLOPT_CAINFO, authorities) }
        switch request.encryption {
        case .byScheme: break
        case .required: set(CURLOPT_USE_SSL, Int(CURLUSESSL_ALL.rawValue))
        case .opportunistic:
            set(CURLOPT_USE_SSL, Int(CURLUSESSL_TRY.rawValue))
            set(CURLOPT_SSL_VERIFYPEER, 0)
            set(CURLOPT_SSL_VERIFYHOST, 0)
        }
    }

    private func load(_ body: TransferRequest.Body) -> Bool {
        switch body {
        case .none:
            // A POST says "Content-Length: 0"; some servers refuse one that is silent about it.
            return job.request.method == "POST" ? load(.bytes(Data())) : true
        case .bytes(let data):
            uploadSize = Int64(data.count)
            _ = relais_curl_set_offset(easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(data.count))
            return data.withUnsafeBytes { bytes in
                let start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
                return relais_curl_set_text(easy, CURLOPT_COPYPOSTFIELDS, start ?? UnsafePointer(complaint))
            } == CURLE_OK
        case .file(let path):
            guard let opened = fopen(path, "rb") else { return false }
            file = opened
            fseek(opened, 0, SEEK_END)
            uploadSize = Int64(ftell(opened))
            rewind(opened)
            set(CURLOPT_UPLOAD, 1)
            // Without a read function of ours libcurl reads, and rewinds, the file itself.
            _ = relais_curl_set_pointer(easy, CURLOPT_READDATA, opened)
            return relais_curl_set_offset(easy, CURLOPT_INFILESIZE_LARGE, curl_off_t(uploadSize)) == CURLE_OK
        }
    }

    private func listen() {
        let me = Unmanaged.passUnretained(self).toOpaque()
        _ = relais_curl_set_sink(easy, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
            guard let bytes, let context else { return 0 }
            let piece = UnsafeRawBufferPointer(start: bytes, count: size * count)
            return Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue().answer.take(body: piece)
        }
        _ = relais_curl_set_pointer(easy, CURLOPT_WRITEDATA, me)
        _ = relais_curl_set_sink(easy, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
            guard let bytes, let context else { return 0 }
            let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
            return Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue().answer.take(line: line)
        }
        _ = relais_curl_set_pointer(easy, CURLOPT_HEADERDATA, me)
    }

    private func set(_ option: CURLoption, _ value: Int) { _ = relais_curl_set_long(easy, option, value) }
    private func set(_ option: CURLoption, _ value: String) { _ = relais_curl_set_text(easy, option, value) }

    private func set(_ option: CURLoption, _ values: [String]) {
        var list: UnsafeMutablePointer<curl_slist>?
        for value in values { list = curl_slist_append(list, value) ?? list }
        guard let list else { return }
        lists.append(list)
        _ = relais_curl_set_list(easy, option, list)
    }

    /// libcurl drops a header written as `Name:` and sends an empty one written as `Name;`.
    private static func line(_ header: (name: String, value: String)) -> String {
        header.value.isEmpty ? "\(header.name);" : "\(header.name): \(header.value)"
    }

    private static func isLocal(_ url: String) -> Bool {
        guard let host = URLComponents(string: url)?.host?.lowercased() else { return false }
        return HostName.isLocal(host)
    }

    private static func kind(of code: CURLcode, status: Int) -> TransferFailure.Kind {
        switch code {
        case CURLE_OPERATION_TIMEDOUT: .timeout
        case CURLE_LOGIN_DENIED: status == 421 || status == 454 ? .refused : .badCredentials
        case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL, CURLE_READ_ERROR: .invalidRequest
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_CONNECT: .unreachable
        case CURLE_USE_SSL_FAILED, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CACERT_BADFILE:
            .untrusted
        case _ where status >= 400: .refused
        default: .broken
        }
    }
}
