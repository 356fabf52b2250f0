import Events

/// A file that orders a bank to pay: pain.001 of ISO 20022, one batch of SEPA credit transfers in euros.
///
/// Everything that the file says before its transfers is in here; the transfers follow one at a time through
/// `PaymentFileWriter`. One file has one debtor, one day and one kind. No addresses: SEPA asks for none within the Netherlands,
/// and free lines of address are being withdrawn.
struct PaymentFile {
    /// The version of the format; banks ask for the newer one, and some still take the older.
    enum Version: String, CaseIterable {
        case v09 = "pain.001.001.09"
        case v03 = "pain.001.001.03"
    }

    /// What is paid. Wages carry the category SALA, so that the bank shows one sum and no names to who may not see them.
    enum Kind: String, CaseIterable {
        case claims, wages
    }

    var version = Version.v09
    /// Unique for each file, for ever (MsgId); a bank refuses one that it knows.
    let message: BankReference
    /// The batch in the file (PmtInfId); it comes back in the statement.
    let batch: BankReference
    let createdAt: Moment
    let kind: Kind
    let executeOn: Day
    let debtorName: String
    let debtorIban: Iban
    var debtorBic: Bic?
    /// How many transfers follow, and what they come to: the file says so before the first of them.
    let count: Int
    let sum: Cents

    /// What one transfer may be: 0.01 to 999,999,999.99 euros. Source: SEPA credit transfer rulebook, AT-04.
    static let amounts = Cents(1)...Cents(99_999_999_999)

    /// Fifteen digits of a count and eighteen of a sum are what the format holds; the sum of these fits in both.
    static let countMost = 10_000_000
}

/// One transfer of a payment file.
struct Transfer: Masked {
    /// The reference that the bank carries to the payee and back; it belongs to one payment for ever.
    let endToEnd: BankReference
    /// A reference between us and the bank alone.
    var instruction: BankReference?
    let amount: Cents
    /// As the payee is registered; the file spells it within the SEPA set and at most 70 characters.
    let creditorName: String
    let creditorIban: Iban
    var creditorBic: Bic?
    /// What the payee reads; the file spells it within the SEPA set and at most 140 characters.
    let remittance: String
}

/// Why no payment file was made. A program or an employee reads it; it holds no personal data and no amount.
enum PaymentFileFault: String, Error, Equatable, CaseIterable {
    /// A file needs a transfer, and holds at most ten million.
    case badCount = "bad-count"
    /// Less than a cent, or more than SEPA carries.
    case badAmount = "bad-amount"
    /// End-to-end ids must rise: that makes the bytes the same whatever order a store gives, and shows a repeat.
    case idsDoNotRise = "ids-do-not-rise"
    /// There were more or fewer transfers than the head of the file says.
    case countDiffers = "count-differs"
    /// The transfers come to another sum than the head of the file says.
    case sumDiffers = "sum-differs"
    /// An earlier fault ended the file.
    case ended
}
