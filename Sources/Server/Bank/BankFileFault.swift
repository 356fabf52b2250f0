/// Why a file of a bank is refused, as a whole, and on which line.
///
/// It never repeats what the file says: that is a person's data or an amount.
struct BankFileFault: Error, Hashable, Sendable {
    let kind: Kind
    /// Counted from 1.
    let line: Int

    /// The stable name of the fault, for programs.
    var code: String { kind.rawValue }

    /// What is wrong and where, for people.
    var sentence: String { "Regel \(line): \(kind.sentence)" }

    /// What can be wrong with a file; the names stay the same for ever.
    enum Kind: String, CaseIterable, Sendable {
        // As XML.
        case fileTooLarge = "file-too-large"
        case notUTF8 = "not-utf-8"
        case unknownEncoding = "unknown-encoding"
        case badCharacter = "bad-character"
        case unknownVersion = "unknown-xml-version"
        case documentType = "document-type-refused"
        case unknownEntity = "unknown-entity"
        case notWellFormed = "not-well-formed"
        case foreignName = "foreign-name"
        case unknownPrefix = "unknown-prefix"
        case tooDeep = "too-deep"
        case tooManyAttributes = "too-many-attributes"
        case textTooLong = "text-too-long"
        case cutOff = "cut-off"
        // As a message of a bank.
        case otherDocument = "other-document"
        case otherOriginal = "other-original"
        case missingElement = "missing-element"
        case repeatedElement = "repeated-element"
        case unexpectedContent = "unexpected-content"
        case badValue = "bad-value"
        case badAmount = "bad-amount"
        case otherCurrency = "other-currency"
        case badAccount = "bad-account"
        case unknownStatus = "unknown-status"
        case missingBalance = "missing-balance"
        case balanceDiffers = "balance-differs"
        case detailsDiffer = "details-differ"
        case repeatedID = "repeated-end-to-end-id"
    }
}

extension BankFileFault.Kind {
    /// One or two plain sentences that say what to do about it, where something can be done.
    var sentence: String {
        switch self {
        case .fileTooLarge: "het bestand is te groot. Vraag de bank om kleinere bestanden."
        case .notUTF8: "het bestand is geen UTF-8. Vraag de bank om een bestand in UTF-8."
        case .unknownEncoding:
            "het bestand noemt een codering die wij niet lezen. Vraag de bank om een bestand in UTF-8."
        case .badCharacter: "hier staat een teken dat niet in XML mag staan."
        case .unknownVersion: "het bestand heeft een versie van XML die wij niet kennen. Alleen versie 1.0 mag."
        case .documentType: "hier staat een documenttype (DOCTYPE). Dat hoort niet in een bestand van een bank."
        case .unknownEntity: "hier staat een verwijzing die wij niet kennen."
        case .notWellFormed: "het bestand is geen goed gevormde XML."
        case .foreignName: "hier staat een naam die niet voorkomt in bestanden van een bank."
        case .unknownPrefix: "het voorvoegsel van een naam is nergens uitgelegd, of is verkeerd uitgelegd."
        case .tooDeep: "er staan te veel onderdelen in elkaar."
        case .tooManyAttributes: "een onderdeel heeft te veel kenmerken."
        case .textTooLong: "de tekst in een onderdeel is te lang."
        case .cutOff: "het bestand houdt hier te vroeg op. Haal het opnieuw op bij de bank."
        case .otherDocument: "dit is een ander soort bestand dan u inleest."
        case .otherOriginal: "dit bericht gaat niet over een betaalbestand van ons."
        case .missingElement: "in dit onderdeel ontbreekt iets dat er moet staan."
        case .repeatedElement: "een onderdeel staat er twee keer in, terwijl het er één keer mag staan."
        case .unexpectedContent: "hier staat iets dat er niet mag staan."
        case .badValue: "de waarde van dit onderdeel klopt niet."
        case .badAmount: "dit is geen goed bedrag. Een bedrag heeft een punt en ten hoogste twee cijfers erachter."
        case .otherCurrency: "dit bedrag is niet in euro's."
        case .badAccount: "dit is geen goed rekeningnummer (IBAN)."
        case .unknownStatus: "deze status kennen wij niet."
        case .missingBalance:
            "het afschrift heeft geen beginsaldo of geen eindsaldo. Vraag de bank om een heel afschrift."
        case .balanceDiffers: "het beginsaldo en de boekingen samen zijn niet gelijk aan het eindsaldo."
        case .detailsDiffer: "de onderdelen van deze boeking zijn samen niet gelijk aan de boeking."
        case .repeatedID: "dit kenmerk (EndToEndId) staat twee keer in het bestand."
        }
    }
}
