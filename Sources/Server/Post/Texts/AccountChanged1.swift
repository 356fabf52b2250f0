/// The word that the account for payments changed. It does not say which one it is now.
struct AccountChanged1: PostText {
    static let name: StaticString = "account-changed-1"
    static let example = AccountChanged1(site: "https://pgb.example")

    /// Where people sign in.
    let site: String

    var subject: String { "Uw rekeningnummer is gewijzigd" }

    var paragraphs: [[String]] {
        [
            ["Uw rekeningnummer is ingevuld of gewijzigd."],
            ["Hebt u dit zelf gedaan?", "Dan hoeft u niets te doen."],
            [
                "Hebt u dit niet zelf gedaan?", "Log dan meteen in op \(site).",
                "Kijk daar of uw rekeningnummer klopt.",
            ],
            ["U kunt deze e-mail niet beantwoorden."],
        ]
    }
}
