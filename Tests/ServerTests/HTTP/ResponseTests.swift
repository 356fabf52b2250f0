import Events
import Testing

@testable import Server

@Suite struct ResponseTests {
    private func written(_ response: Response, isHead: Bool = false, closes: Bool = false) -> String {
        var writer = ResponseWriter(apiVersion: "1.2.3")
        writer.update(second: 784_111_777)
        var out: [UInt8] = []
        writer.write(response, isHead: isHead, closes: closes, to: &out)
        return String(decoding: out, as: UTF8.self)
    }

    @Test func writesOneAnswerByteForByte() {
        let response = Response(
            status: 404, contentType: "application/problem+json", body: [0x7B, 0x7D],
            headers: [HeaderField("Retry-After", number: 5)])
        #expect(
            written(response, closes: true) == """
                HTTP/1.1 404 Not Found\r
                Date: Sun, 06 Nov 1994 08:49:37 GMT\r
                API-Version: 1.2.3\r
                X-Content-Type-Options: nosniff\r
                X-Frame-Options: DENY\r
                Referrer-Policy: no-referrer\r
                Strict-Transport-Security: max-age=31536000; includeSubDomains\r
                Cache-Control: no-store\r
                Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r
                Connection: close\r
                Content-Type: application/problem+json\r
                Retry-After: 5\r
                Content-Length: 2\r
                \r
                {}
                """)
        #expect(written(response, isHead: true).hasSuffix("Content-Length: 2\r\n\r\n"))
        #expect(written(.noContent).hasSuffix("frame-ancestors 'none'\r\n\r\n"))
        #expect(written(Response(status: 200)).hasSuffix("Content-Length: 0\r\n\r\n"))
        #expect(written(Response(status: 299)).hasPrefix("HTTP/1.1 500 "))
    }

    @Test(arguments: ["a\r\nSet-Cookie: x", "a\nb", "a\rb", "a\0b", "\u{1B}[1m", "\u{7F}"])
    func takesNoControlCharactersInAHeader(_ value: String) {
        #expect(HeaderField("X", value) == nil)
    }

    @Test func takesOrdinaryHeaders() {
        #expect(HeaderField("Link", "<https://a/?page=2>; rel=\"next\"")?.value == "<https://a/?page=2>; rel=\"next\"")
        #expect(HeaderField("X", "a\tb")?.value == "a\tb")
    }

    @Test(arguments: [
        (0, "Thu, 01 Jan 1970 00:00:00 GMT"), (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"),
        (1_709_251_199, "Thu, 29 Feb 2024 23:59:59 GMT"), (1_735_689_599, "Tue, 31 Dec 2024 23:59:59 GMT"),
        (4_107_542_400, "Mon, 01 Mar 2100 00:00:00 GMT"), (-1, "Wed, 31 Dec 1969 23:59:59 GMT"),
    ])
    func writesDates(_ second: Int, _ text: String) {
        #expect(HTTPDate.text(second: second) == text)
    }

    @Test func writesAProblemWithAllErrors() {
        let problem = Problem([
            Malformed(pointer: "/a", code: .missing, detail: "Dit veld ontbreekt."),
            Malformed(pointer: "/b/0", code: .wrongType, detail: "Hier hoort een \"getal\"."),
        ])
        let response = problem.response(trace: TraceID(bits: 255))
        #expect(response.status == 400 && response.contentType?.description == "application/problem+json")
        #expect(
            String(decoding: response.body, as: UTF8.self)
                == #"{"type":"/v1/problems/malformed-request","title":"Het verzoek klopt niet","status":400,"#
                + #""detail":"In het verzoek staan fouten. Bij elke fout staat wat u kunt verbeteren.","#
                + #""code":"malformed-request","reference":"000000000000000000000000000000ff","errors":["#
                + #"{"pointer":"/a","code":"missing","detail":"Dit veld ontbreekt."},"#
                + #"{"pointer":"/b/0","code":"wrong-type","detail":"Hier hoort een \"getal\"."}]}"#)
    }

    @Test func everyProblemHasItsOwnCodeAndWords() {
        let kinds = ProblemKind.all
        #expect(Set(kinds.map(\.code)).count == kinds.count)
        for kind in kinds {
            #expect(
                (400...599).contains(kind.status) && !Status.line(kind.status).description.contains("500")
                    || kind.status == 500)
            #expect(kind.code.utf8.allSatisfy { $0 == 0x2D || $0 &- 0x61 < 26 })
            #expect(!kind.title.isEmpty && kind.detail.hasSuffix("."))
        }
    }
}
