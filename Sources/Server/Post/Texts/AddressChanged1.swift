/// The word to the old address that another one took its place.
struct AddressChanged1: PostText {
    static let name: StaticString = "address-changed-1"
    static let example = AddressChanged1(site: "https://pgb.example")

    /// Where people sign in.
    let site: String

    var subject: String { "Uw e-mailadres is gewijzigd" }

    var paragraphs: [[String]] {
        [
            ["Uw e-mailadres is gewijzigd.", "Wij sturen geen berichten meer naar dit adres."],
            ["Hebt u dit zelf gedaan?", "Dan hoeft u niets te doen."],
            [
                "Hebt u dit niet zelf gedaan?", "Log dan meteen in op \(site).",
                "Kijk daar of uw gegevens kloppen.",
            ],
            ["U kunt deze e-mail niet beantwoorden."],
        ]
    }
}
