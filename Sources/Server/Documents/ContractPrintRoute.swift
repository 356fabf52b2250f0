import Events
import Projections

/// A version of a contract as a document to print and keep.
extension Site {
    var printRoutes: [Route<Readers>] {
        let service = service
        return [
            Route(
                .get, "/v1/dossiers/{dossier}/contracts/{contract}/versions/{number}/document", needs: .signedIn,
                summary: "Eén versie van een zorgovereenkomst om af te drukken. Steeds dezelfde bytes.",
                query: Question.parameters, produces: "text/html", records: .access(.print, about: .dossier)
            ) { call, readers, completion in
                try service.ask(call, readers, completion, of: [], isSlow: true) { question, readers in
                    guard let number = Int64(call.path("number")), (1...99_999).contains(number),
                        let print = try ContractPrint(number, of: try call.id("contract"), question, readers.vault)
                    else { throw Problem(.notFound) }
                    return Self.page(print)
                }
            }
        ]
    }

    /// A page that runs nothing, loads nothing and shows only with its own style.
    private static func page(_ print: ContractPrint) -> Response {
        let html = print.html
        var response = Response(status: 200, contentType: "text/html; charset=utf-8", body: html)
        response.contentSecurityPolicy = print.template.contentSecurityPolicy
        let digest = SHA256.hash(html)
        response.headers =
            [
                HeaderField("ETag", "\"\(digest.hex)\""),
                // RFC 9530: the digest of this very document.
                HeaderField("Repr-Digest", "sha-256=:\(digest.base64):"),
            ].compactMap(\.self)
        return response
    }
}

extension Digest {
    /// Base64 with padding (RFC 4648, 4): 32 bytes are 43 signs and one to fill up.
    fileprivate var base64: String {
        var bytes: [UInt8] = []
        let digits = Array(hex.utf8)
        for index in stride(from: 0, to: digits.count, by: 2) {
            bytes.append(UInt8(String(decoding: digits[index...index + 1], as: UTF8.self), radix: 16) ?? 0)
        }
        return Base64URL.encode(bytes).replacing("-", with: "+").replacing("_", with: "/") + "="
    }
}
