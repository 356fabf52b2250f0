import Events
import Projections

/// Opens what is a person's own in an export, and prints it. What is sealed about somebody else stays closed: the right to
/// a copy ends at the rights of others (AVG art. 15(4)).
struct PersonExport {
    private let party: PartyID
    private let vault: Vault
    /// The fields of whose number only the end is for who asks.
    private let endings: [String]

    /// How many facts one print has at most: it stands in memory as a whole.
    static let printedMost = 5_000
    /// A longer value, such as the file of a document, is not repeated here.
    private static let longest = 64 << 10

    init(of party: PartyID, _ vault: Vault, endings: [String]) {
        self.party = party
        self.vault = vault
        self.endings = endings
    }

    /// The answer with his values in it; null for what was erased and for what is another's.
    func open(_ json: [UInt8]) throws -> [UInt8] {
        try Unsealing.open(json, endings: endings) { commitment, isEnding in
            guard let value = try vault.value(commitment), value.subject == party else { return nil }
            return Self.shown(value.json, isEnding)
        }
    }

    private static func shown(_ json: [UInt8], _ isEnding: Bool) -> [UInt8] {
        if isEnding { return NumberEnding.json(of: json) }
        return json.count <= longest ? json : elsewhere
    }

    private static let elsewhere = Array("\"Dit document kunt u apart ophalen.\"".utf8)

    /// The same as a page to print: each fact with its day, its sentence and its values, and behind them who looked.
    ///
    /// - Parameter past: how the pages behind it say of when they are.
    func page(_ page: ExportPage, of moment: Moment, past: String) throws -> String {
        var html = HTMLText()
        html.raw("<!DOCTYPE html>\n<html lang=\"nl\">\n<head>\n<meta charset=\"utf-8\">\n<title>Uw gegevens</title>\n")
        html.raw("</head>\n<body>\n")
        html.element("h1", text: "Uw gegevens")
        html.element(
            "p",
            text: "Dit is alles wat over u is vastgelegd tot en met \(Dutch.day(moment.day)), van oud naar nieuw. "
                + "Wat later is veranderd, staat er met de oude en de nieuwe waarde. Daarna staat wie uw gegevens bekeek."
        )
        for fact in page.facts { try add(fact, to: &html) }
        if !page.looks.isEmpty { Self.add(page.looks, to: &html) }
        if let next = page.next {
            html.element("p", text: "Er is meer. Vraag het vervolg met after=\(next)&asOf=\(past).")
        }
        html.raw("</body>\n</html>\n")
        return html.html
    }

    private func add(_ fact: ExportedFact, to html: inout HTMLText) throws {
        html.element("h2", text: "\(Dutch.day(fact.recordedAt.day)): \(fact.sentence)")
        let body = try fact.fact.map {
            try Unsealing.open($0, endings: endings) { commitment, isEnding in
                guard let value = try vault.value(commitment) else { return Self.erased }
                guard value.subject == party else { return Self.ofAnother }
                return Self.shown(value.json, isEnding)
            }
        }
        html.element("table") { html in
            html.row("soort", fact.type)
            html.row("door", fact.principal)
            if let dossier = fact.dossier { html.row("dossier", dossier.text) }
            if let path = fact.fetchAt { html.row("op te halen bij", path) }
            if let body { Self.rows(body[...], "", &html) }
        }
    }

    private static func add(_ looks: [AccessRow], to html: inout HTMLText) {
        html.element("h2", text: "Wie uw gegevens bekeek, het nieuwste eerst")
        html.element("table") { html in
            html.element("tr") { html in
                for name: StaticString in ["wanneer", "wie", "wat", "waarom", "uitkomst"] {
                    html.element("th", text: name.description)
                }
            }
            for look in looks {
                html.element("tr") { html in
                    for text in [look.when, look.who, look.what, look.because, look.result] {
                        html.element("td", text: text)
                    }
                }
            }
        }
    }

    private static let erased = Array("\"gewist\"".utf8)
    private static let ofAnother = Array("\"gegeven van een ander\"".utf8)

    /// A row for each value inside, under the names that lead to it.
    private static func rows(_ value: JSONPieces.Piece, _ name: String, _ html: inout HTMLText) {
        switch value.first {
        case UInt8(ascii: "{"):
            var inner: [(String, JSONPieces.Piece)] = []
            JSONPieces.fields(of: value) { inner.append((String(decoding: $0, as: UTF8.self), $1)) }
            for (key, piece) in inner { rows(piece, name.isEmpty ? key : "\(name).\(key)", &html) }
        case UInt8(ascii: "["):
            var inner: [JSONPieces.Piece] = []
            JSONPieces.elements(of: value) { inner.append($0) }
            for (index, piece) in inner.enumerated() { rows(piece, "\(name) \(index + 1)", &html) }
        case JSONPieces.quote: html.row(named: name, JSONPieces.text(of: value))
        default: html.row(named: name, String(decoding: value, as: UTF8.self))
        }
    }
}

extension HTMLText {
    /// A row whose name comes from a fact.
    fileprivate mutating func row(named name: String, _ value: String) {
        element("tr") { html in
            html.element("th", text: name)
            html.element("td", text: value)
        }
    }
}
