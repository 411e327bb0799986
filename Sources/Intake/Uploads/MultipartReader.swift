/// Reads a `multipart/form-data` body (RFC 7578) as it comes in, without keeping it: a state machine that is fed chunk
/// by chunk and tells what it met. It does no I/O and holds at most a header block and a split delimiter.
package struct MultipartReader: Sendable {
    package enum Event {
        case partBegan(MultipartPart)
        /// Content of the part begun last. The bytes are the caller's own chunk, or the reader's memory: they are
        /// good until the sink returns.
        case data(UnsafeRawBufferPointer)
        /// The part is larger than its limit. What came so far was delivered, the rest is passed over.
        case partTooLarge
        case partEnded
        /// The last boundary was met; whatever follows is ignored.
        case finished
    }

    package struct Limits: Sendable {
        /// The whole body, delimiters and headers included.
        package var body: Int
        /// One file's content.
        package var file: Int
        /// One text field's content.
        package var field: Int
        /// Fields and files.
        package var parts: Int
        /// One part's header block.
        package var header: Int
        /// What may stand before the first boundary.
        package var preamble: Int

        package init(
            body: Int = 21 * 25 * 1024 * 1024, file: Int = 25 * 1024 * 1024, field: Int = 64 * 1024, parts: Int = 200,
            header: Int = 8 * 1024, preamble: Int = 4 * 1024
        ) {
            self.body = body
            self.file = file
            self.field = field
            self.parts = parts
            self.header = header
            self.preamble = preamble
        }
    }

    private enum State {
        case preamble
        /// Behind a delimiter: `--` ends the body, a line end begins a part.
        case delimiter
        case header
        case content
        case epilogue
        case failed(MultipartProblem)
    }

    private let limits: Limits
    private var search: DelimiterSearch
    private var state = State.preamble
    /// The line behind a delimiter, or a header block, as far as it has come.
    private var line: [UInt8] = []
    private var read = 0
    private var parts = 0
    private var size = 0
    private var limit = 0

    /// Throws `.notMultipart` unless `contentType` is `multipart/form-data` with a boundary.
    package init(contentType: String, limits: Limits = Limits()) throws(MultipartProblem) {
        guard let boundary = MultipartHeader.boundary(contentType: contentType) else { throw .notMultipart }
        self.limits = limits
        search = DelimiterSearch(boundary: boundary)
    }

    /// Takes the next bytes of the body, of any number. Throws a `MultipartProblem`, after which the body is given up
    /// (each further call throws it again), or what `sink` throws, after which the reader is not to be used again.
    package mutating func read(_ chunk: UnsafeRawBufferPointer, sink: (Event) throws -> Void) throws {
        if case .failed(let problem) = state { throw problem }
        read += chunk.count
        guard read <= limits.body else { throw fail(.tooLarge) }
        var rest = chunk[...]
        while !rest.isEmpty {
            switch state {
            case .preamble: rest = try skipPreamble(rest)
            case .delimiter: rest = try readDelimiterLine(rest, sink)
            case .header: rest = try readHeader(rest, sink)
            case .content: rest = try readContent(rest, sink)
            case .epilogue: return
            case .failed(let problem): throw problem
            }
        }
    }

    /// As `read(_:sink:)` for bytes in an array.
    package mutating func read(_ chunk: ArraySlice<UInt8>, sink: (Event) throws -> Void) throws {
        try chunk.withUnsafeBytes { try read($0, sink: sink) }
    }

    /// To be called at the end of the body. Throws `.interrupted` when the last boundary has not come.
    package mutating func finish() throws(MultipartProblem) {
        switch state {
        case .epilogue: return
        case .failed(let problem): throw problem
        case .preamble, .delimiter, .header, .content: throw fail(.interrupted)
        }
    }
}

// MARK: - Steps: each takes what it can of the bytes and returns the rest

extension MultipartReader {
    private typealias Bytes = Slice<UnsafeRawBufferPointer>
    private typealias Sink = (Event) throws -> Void

    private mutating func fail(_ problem: MultipartProblem) -> MultipartProblem {
        state = .failed(problem)
        return problem
    }

    private mutating func skipPreamble(_ bytes: Bytes) throws -> Bytes {
        var skipped = 0
        let (found, rest) = search.advance(bytes) { skipped += $0.count }
        size += skipped
        guard size <= limits.preamble else { throw fail(.malformed) }
        if found { begin(.delimiter) }
        return rest
    }

    private mutating func readContent(_ bytes: Bytes, _ sink: Sink) throws -> Bytes {
        var (size, limit) = (size, limit)
        let (found, rest) = try search.advance(bytes) { data in
            guard size <= limit else { return }
            size += data.count
            if size <= limit {
                try sink(.data(data))
            } else {
                try sink(.partTooLarge)
            }
        }
        self.size = size
        if found {
            begin(.delimiter)
            try sink(.partEnded)
        }
        return rest
    }

    private mutating func readDelimiterLine(_ bytes: Bytes, _ sink: Sink) throws -> Bytes {
        var rest = bytes
        while let byte = rest.popFirst() {
            line.append(byte)
            if line == Array("--".utf8) {
                begin(.epilogue)
                try sink(.finished)
                return rest
            }
            if line.suffix(2) == Array("\r\n".utf8) {
                begin(.header)
                return rest
            }
            // RFC 2046 lets gateways pad the line with blanks; nobody needs many.
            let isPadding = byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
            let isBlank = isPadding || byte == UInt8(ascii: "\r") || (byte == UInt8(ascii: "-") && line.count == 1)
            guard isBlank, line.count < 80 else { throw fail(.malformed) }
        }
        return rest
    }

    private mutating func readHeader(_ bytes: Bytes, _ sink: Sink) throws -> Bytes {
        var rest = bytes
        while let byte = rest.popFirst() {
            line.append(byte)
            guard line.count <= limits.header else { throw fail(.malformed) }
            guard byte == UInt8(ascii: "\n"), line.count == 2 || line.suffix(4) == Array("\r\n\r\n".utf8) else {
                continue
            }
            parts += 1
            guard parts <= limits.parts else { throw fail(.tooManyParts) }
            guard let part = MultipartHeader.part(line) else { throw fail(.malformed) }
            begin(.content)
            limit = part.filename == nil ? limits.field : limits.file
            // A part without content: its delimiter's line end is the header's own.
            search.assumeLineEnd()
            try sink(.partBegan(part))
            return rest
        }
        return rest
    }

    private mutating func begin(_ next: State) {
        state = next
        line.removeAll(keepingCapacity: true)
        size = 0
    }
}
