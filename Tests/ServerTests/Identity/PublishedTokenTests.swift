import Events
import Testing

@testable import Server

/// The published examples of signed tokens: the one of RFC 7515, and those with HMAC-SHA-256 of the Wycheproof project
/// (`json_web_signature_test.json`, 2019, cases 1 to 17 and 31 to 32). Only the signature is looked at: what these tokens
/// hold is none of ours.
@Suite struct PublishedTokenTests {
    /// Why the signature of a token is not taken; nil when it is.
    private func refusal(of token: String, _ key: SigningKey) -> TokenRefusal? {
        Array(token.utf8).withUnsafeBufferPointer { bytes in
            do throws(TokenRefusal) {
                _ = try SignedToken(bytes, [key])
                return nil
            } catch {
                return error
            }
        }
    }

    private func key(_ id: String, _ base64: String) throws -> SigningKey {
        let bytes = Array(base64.utf8).withUnsafeBufferPointer { Base64URL.decode($0) }
        return try SigningKey(id: id, bytes: try #require(bytes))
    }

    @Test func takesTheExampleOfTheStandard() throws {
        let key = try key(
            "any", "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow")
        let token =
            "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9"
            + ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
            + ".dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
        #expect(refusal(of: token, key) == nil)
        #expect(refusal(of: token.replacing(".eyJpc3Mi", with: ".eyJpc3Mj"), key) == .badCode)
    }

    private static let head = "eyJhbGciOiJIUzI1NiIsImtpZCI6ImtpZC1hZXMtc2lnbiJ9"
    private static let otherHead = "eyJhbGciOiJIUzI1NiIsImtpZCI6IlhpZC1hZXMtc2lnbiJ9"
    private static let noneHead = "eyJhbGciOiJub25lIiwia2lkIjoia2lkLWFlcy1zaWduIn0"
    private static let code = "TD37p4c_0jmreSrBSDmE0F3mYSPtkZ3WrSyI5wb_KTg"

    @Test(arguments: [
        (1, "\(head).Zm9v.\(code)", nil as TokenRefusal?),
        (2, "\(head).Zm9v.X\(code.dropFirst())", .badCode),
        (3, "\(head).Zm9v.", .notThreeParts),
        (4, "\(head).Zm9v", .notThreeParts),
        (5, "\(head).WG9v.\(code)", .badCode),
        (6, "\(head)..\(code)", .notThreeParts),
        (7, "\(head).\(code)", .notThreeParts),
        (8, "\(otherHead).Zm9v.\(code)", .unknownKey),
        (9, ".Zm9v.\(code)", .notThreeParts),
        (10, "Zm9v.\(code)", .notThreeParts),
        (11, ".Zm9v.", .notThreeParts),
        (12, "Zm9v", .notThreeParts),
        (13, "", .notThreeParts),
        (14, "\(head).Zm9v.\(code).", .notThreeParts),
        (15, "\(head).Zm9v.\(code).foo", .notThreeParts),
        (16, "\(noneHead).Zm9v.", .notThreeParts),
        (
            17,
            #"{"payload":"Zm9v","signatures":[{"protected":"\#(head)","header":{"unknown":"untrustworthy"},"signature":"\#(code)"}"#,
            .notThreeParts
        ),
    ])
    func judgesThePublishedCases(_ number: Int, _ token: String, _ expected: TokenRefusal?) throws {
        let key = try key("kid-aes-sign", "-ebuDNsVZ2iJtoZ-akfXTSCt4UO2cruLCsbWlBinggE")
        #expect(refusal(of: token, key) == expected, "case \(number)")
    }

    /// Two attacks on verifiers that take more than one algorithm: a code made with the bytes of a public key (31), and a
    /// key that the token brings along (32).
    @Test func takesNoKeyFromAToken() throws {
        let key = try key("kid-ec-sign", "-ebuDNsVZ2iJtoZ-akfXTSCt4UO2cruLCsbWlBinggE")
        let confused =
            "eyJhbGciOiJIUzI1NiIsImtpZCI6ImtpZC1lYy1zaWduIn0.Zm9v.TgWtz2FIRukBQ_mA5sgHa0Ybtgn7bl-YBPAi7Z0XdHU"
        #expect(refusal(of: confused, key) == .badCode)
        let header = #"{"alg":"ES256","kid":"kid-ec-sign","jwk":{"kty":"EC","kid":"kid-ec-sign","crv":"P-256"}}"#
        let embedded = Base64URL.encode(Array(header.utf8)) + ".Zm9v." + Self.code
        #expect(refusal(of: embedded, key) == .badHeader)
    }
}
