/// By the name that `bin/fuzz` takes.
enum Fuzzers {
    static let all: [String: @Sendable (Input) -> Void] = [
        "amount": amount,
        "answer": answer,
        "contact": contact,
        "description": description,
        "file": file,
        "form": form,
        "link": link,
        "multipart": multipart,
        "receipt": receipt,
        "signature": signature,
        "visit": visit,
    ]
}
