/// What can be wrong with a request before any rule of the domain is asked: the one catalogue of problem documents.
///
/// `code` is for programs and never changes; `title` and `detail` are for people, in plain Dutch (B1), and say what to
/// do. Nothing internal and nothing of the request is ever in them.
struct ProblemKind: Sendable, Equatable {
    let code: String
    let status: Int
    let title: String
    let detail: String

    init(_ code: String, _ status: Int, _ title: String, _ detail: String) {
        self.code = code
        self.status = status
        self.title = title
        self.detail = detail
    }

    static let malformedRequest = ProblemKind(
        "malformed-request", 400, "Het verzoek klopt niet",
        "In het verzoek staan fouten. Bij elke fout staat wat u kunt verbeteren.")
    static let unknownParameter = ProblemKind(
        "unknown-parameter", 400, "Het adres klopt niet",
        "Achter het vraagteken in het adres staat iets dat niet bij dit adres hoort, dat er twee keer staat of dat "
            + "geen waarde heeft. Bij de fout staat wat.")
    static let notSignedIn = ProblemKind(
        "not-signed-in", 401, "U bent niet ingelogd", "Log in en probeer het opnieuw.")
    static let levelTooLow = ProblemKind(
        "level-too-low", 403, "Log in met een hoger niveau",
        "Voor deze handeling is een hoger niveau van inloggen nodig. Log opnieuw in met een hoger niveau.")
    static let notAllowed = ProblemKind(
        "not-allowed", 403, "Dat mag u niet doen", "U hebt geen toestemming voor deze handeling.")
    static let notFound = ProblemKind(
        "not-found", 404, "Niet gevonden", "Wat u zoekt bestaat niet, of u mag het niet zien.")
    static let methodNotAllowed = ProblemKind(
        "method-not-allowed", 405, "Dat kan hier niet",
        "Deze methode hoort niet bij dit adres. In de header Allow staat wat wel kan.")
    static let notAcceptable = ProblemKind(
        "not-acceptable", 406, "Die vorm geven wij niet",
        "Vraag in de header Accept om application/json, bij een lijst om text/csv, of laat die header weg.")
    static let conflict = ProblemKind(
        "conflict", 409, "Dat kan nu niet", "Het verzoek past niet bij de stand van zaken.")
    static let unsupportedMediaType = ProblemKind(
        "unsupported-media-type", 415, "Die vorm kennen wij niet",
        "Stuur de gegevens als application/json, zonder codering.")
    static let tooManyRequests = ProblemKind(
        "too-many-requests", 429, "Te veel verzoeken",
        "U stuurt te veel verzoeken achter elkaar. Wacht even; in de header Retry-After staat hoe lang.")
    static let internalError = ProblemKind(
        "internal-error", 500, "Er ging iets mis bij ons",
        "Het verzoek is niet gelukt door een fout bij ons. Noem bij vragen het kenmerk.")
    static let overloaded = ProblemKind(
        "overloaded", 503, "Het is nu te druk",
        "Wij kunnen het verzoek nu niet aan. Probeer het later opnieuw; in de header Retry-After staat wanneer.")
    static let unavailable = ProblemKind(
        "unavailable", 503, "Dit werkt nu niet",
        "Deze dienst is tijdelijk niet beschikbaar. Probeer het later opnieuw.")
    static let outcomeUnknown = ProblemKind(
        "outcome-unknown", 503, "Wij weten niet of het gelukt is",
        "Stuur hetzelfde verzoek met hetzelfde id opnieuw. Het wordt nooit twee keer uitgevoerd.")

    /// The kinds above and those of the parser, for the published list of problems.
    static let all: [ProblemKind] =
        [
            malformedRequest, unknownParameter, notSignedIn, levelTooLow, notAllowed, notFound, methodNotAllowed,
            notAcceptable, conflict, unsupportedMediaType, tooManyRequests, internalError, overloaded, unavailable,
            outcomeUnknown, notFromOurPage,
        ] + HTTPFault.allCases.map(ProblemKind.of)

    /// The problem that a fault of the parser is answered with.
    static func of(_ fault: HTTPFault) -> ProblemKind {
        let (title, detail) = words(fault)
        return ProblemKind(fault.rawValue, fault.status, title, detail)
    }

    private static func words(_ fault: HTTPFault) -> (title: String, detail: String) {
        switch fault {
        case .unknownMethod, .refusedMethod:
            ("Die methode kennen wij niet", "Gebruik GET, HEAD, POST, PUT, PATCH, DELETE of OPTIONS.")
        case .targetTooLong: ("Het adres is te lang", "Een adres mag niet langer zijn dan 8 kilobyte.")
        case .fieldsTooLarge: ("Te veel headers", "Stuur ten hoogste 100 headers en samen niet meer dan 16 kilobyte.")
        case .bodyTooLarge:
            (
                "Te veel gegevens",
                "Een verzoek mag niet meer dan 1 megabyte aan gegevens hebben, of een bestand van ten hoogste 4 megabyte."
            )
        case .codedContent: ("Die vorm kennen wij niet", "Stuur de gegevens zonder Content-Encoding.")
        case .unmetExpectation: ("Dat kunnen wij niet beloven", "De header Expect mag alleen 100-continue zijn.")
        case .unknownCoding: ("Die vorm kennen wij niet", "Transfer-Encoding mag alleen chunked zijn.")
        case .unsupportedVersion: ("Die versie kennen wij niet", "Gebruik HTTP/1.1.")
        case .tooSlow, .incomplete:
            ("Het verzoek kwam niet compleet aan", "Stuur het verzoek opnieuw en in een keer.")
        default: ("Het verzoek is niet te lezen", "Het verzoek volgt de regels van HTTP niet. Wij hebben niets gedaan.")
        }
    }
}
