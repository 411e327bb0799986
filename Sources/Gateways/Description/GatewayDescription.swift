/// How to talk with one SMS provider, as `deploy/gateways/NAME.json5` says it. CONTRIBUTING tells how to write one.
struct GatewayDescription: Codable, Sendable {
    let name: String
    /// What the administrator sets: `account_id` is `RELAIS_SMS_ACCOUNT_ID`, and `{account_id}` in the texts below.
    let variables: [String: Variable]
    let send: Send
    let answer: Answer
    let rate: Rate?
    let receipt: Receipt?

    struct Variable: Codable, Sendable {
        let required: Bool?
        /// Kept out of every message.
        let secret: Bool?
        let `default`: String?
        /// What it is, for the sentence that says it is missing.
        let about: String?
    }

    struct Rate: Codable, Sendable {
        let perSecond: Double
        let burst: Int?
    }

    // MARK: Sending

    struct Send: Codable, Sendable {
        let method: String
        let url: String
        let headers: [String: String]?
        let auth: Auth?
        let number: NumberFormat
        let body: BodyFormat
        /// The body as it goes out, with placeholders; a field whose placeholder has no value is left out.
        let fields: JSONValue
        /// What `{alphabet}` is.
        let alphabet: Alphabet?
        /// How long the provider lets a message wait at least and at most; a message's own wish is brought in between.
        let validity: Validity?
        /// The field (a JSON pointer in JSON) by which the provider recognizes a message sent twice, or `none`.
        let idempotency: String
        let timeoutSeconds: Int?
    }

    enum NumberFormat: String, Codable, Sendable, CaseIterable {
        /// `+33612345678`
        case e164
        /// `33612345678`
        case digits
        /// `0033612345678`
        case zeros = "00digits"

        /// `number` is in E.164.
        func form(of number: String) -> String {
            let digits = number.drop { $0 == "+" }
            return switch self {
            case .e164: number
            case .digits: String(digits)
            case .zeros: "00" + digits
            }
        }
    }

    enum BodyFormat: String, Codable, Sendable, CaseIterable {
        case form, json, query
    }

    struct Alphabet: Codable, Sendable {
        let gsm: String?
        let ucs2: String?
    }

    struct Validity: Codable, Sendable {
        let leastSeconds: Int64?
        let mostSeconds: Int64?
    }

    /// At most one of them; none at all where the fields carry what is needed.
    struct Auth: Codable, Sendable {
        let basic: Basic?
        let bearer: String?
        let header: Header?
        let query: [String: String]?
        let oauth2: OAuth2?
        /// Each request is signed: see `OVHcloudSignature`.
        let ovhcloud: OVHcloud?

        struct Basic: Codable, Sendable {
            let username: String
            let password: String
        }

        struct Header: Codable, Sendable {
            let name: String
            let value: String
        }

        /// Client credentials (RFC 6749, 4.4).
        struct OAuth2: Codable, Sendable {
            let tokenURL: String
            let id: String
            let secret: String
            let scope: String?
        }

        struct OVHcloud: Codable, Sendable {
            let applicationKey: String
            let applicationSecret: String
            let consumerKey: String
            /// Where their clock is asked for.
            let timeURL: String
        }
    }

    // MARK: The answer

    struct Answer: Codable, Sendable {
        let ok: Success
        /// Where the provider's id is; `ours` where it takes the one that we sent.
        let id: IDSource
        let errorCode: Finder?
        let errorText: Finder?
        /// The first rule that fits decides.
        let failures: [FailureRule]

        struct Success: Codable, Sendable {
            let status: [String]
            /// All of them must fit.
            let match: [Finder]?
        }
    }

    /// Where to look, and what must be there.
    struct Finder: Codable, Sendable {
        /// RFC 6901 pointer into a JSON body.
        let json: String?
        /// First group, else the whole match, in the body.
        let regex: String?
        let header: String?
        let equals: JSONValue?
    }

    enum IDSource: Sendable {
        case ours
        case found(Finder)
    }

    struct FailureRule: Codable, Sendable {
        /// `503`, `500-599`
        let status: [String]?
        let code: [String]?
        let match: Finder?
        let `is`: Outcome

        enum Outcome: String, Codable, Sendable {
            case retry, giveUp, badAddress, badCredentials, ambiguous
            /// This number has said STOP to this sender (P35).
            case optedOut
            /// The provider has it already.
            case accepted
        }
    }

    // MARK: Receipts

    struct Receipt: Codable, Sendable {
        let from: Source
        /// Pointer to the receipts where one callback brings several (JSON); pointers below are then from each.
        let list: String?
        /// What stands between the values where one flat callback brings several receipts at once.
        let separator: String?
        /// Names of fields, or pointers in JSON; at least one of the ids.
        let ourID: String?
        let providerID: String?
        let status: String
        let code: String?
        let text: String?
        let part: String?
        let perPart: Bool?
        /// Status words of the provider for each of ours; others are acknowledged and ignored.
        let map: [String: [String]]
        /// Codes of a failure by which the provider says that the number has opted out.
        let optedOut: [String]?
        let acknowledge: Acknowledgement
        /// Beside the secret in the path, which is always compared; all must hold.
        let verify: [Verification]?

        enum Source: String, Codable, Sendable {
            case query, form, json
            /// Query, form or one flat JSON object, as the provider's account happens to be set.
            case fields
        }

        struct Acknowledgement: Codable, Sendable {
            let status: Int
            let contentType: String?
            let body: String?
        }
    }

    struct Verification: Codable, Sendable {
        let hmac: HMACRule?
        let basic: Auth.Basic?
        let bearer: String?
        /// Query parameters and what each must be.
        let query: [String: String]?
        /// Addresses and networks (`192.0.2.0/24`), one of which must be the sender's.
        let ip: [String]?
        /// See `TwilioSignature`.
        let twilio: Twilio?
        /// See `VonageSignature`.
        let vonage: Vonage?

        struct Twilio: Codable, Sendable {
            let authToken: String
        }

        struct Vonage: Codable, Sendable {
            let secret: String
            let skewSeconds: Int?
        }
    }

    struct HMACRule: Codable, Sendable {
        let header: String
        let algorithm: Algorithm
        let encoding: Encoding
        let key: String
        /// Absent: the key's text; else how it is written. A `whsec_` before it is dropped.
        let keyEncoding: Encoding?
        /// What is signed: literals, `{body}`, `{header:NAME}`.
        let signed: String
        /// What stands before each signature (`v1,`); several are separated by spaces.
        let prefix: String?
        /// Header with Unix seconds.
        let timestampHeader: String?
        let skewSeconds: Int?

        enum Algorithm: String, Codable, Sendable {
            case sha1, sha256, sha512
        }

        enum Encoding: String, Codable, Sendable {
            case hex, base64
        }
    }
}

extension GatewayDescription.IDSource: Codable {
    init(from decoder: any Decoder) throws {
        if let word = try? decoder.singleValueContainer().decode(String.self) {
            guard word == "ours" else {
                throw DecodingError.dataCorrupted(
                    .init(codingPath: decoder.codingPath, debugDescription: "must be \"ours\" or say where to look"))
            }
            self = .ours
        } else {
            self = .found(try GatewayDescription.Finder(from: decoder))
        }
    }

    func encode(to encoder: any Encoder) throws {
        switch self {
        case .ours:
            var container = encoder.singleValueContainer()
            try container.encode("ours")
        case .found(let finder):
            try finder.encode(to: encoder)
        }
    }
}
