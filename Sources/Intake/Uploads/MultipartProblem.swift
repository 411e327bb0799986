package import Domain

/// Why a multipart body was given up.
package enum MultipartProblem: Error, Hashable, Sendable {
    /// No `multipart/form-data` with a usable boundary.
    case notMultipart
    /// Not what RFC 7578 says.
    case malformed
    /// It ended before its last boundary.
    case interrupted
    case tooLarge
    case tooManyParts

    /// For the page: `form.broken`, `upload.interrupted`, `upload.tooLarge`, `form.tooManyFields`.
    package var problem: Problem {
        switch self {
        case .notMultipart, .malformed: Problem(field: "", key: "form.broken")
        case .interrupted: Problem(field: "", key: "upload.interrupted")
        case .tooLarge: Problem(field: "", key: "upload.tooLarge")
        case .tooManyParts: Problem(field: "", key: "form.tooManyFields")
        }
    }
}
