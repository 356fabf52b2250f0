/// The code by which somebody shows that an e-mail address is his, and how long it is good. It goes to that address only.
struct ConfirmAddress2: PostText {
    static let name: StaticString = "confirm-address-2"
    static let example = ConfirmAddress2(
        code: "4821-7730", until: "3 maart 2026 om 10.00 uur", site: "https://pgb.example")

    let code: String
    /// Until when the code is good, in words.
    let until: String
    /// Where people sign in.
    let site: String

    var subject: String { "Bevestig uw e-mailadres" }

    var paragraphs: [[String]] {
        [
            ["Iemand heeft dit e-mailadres opgegeven voor berichten over een pgb."],
            ["Was u dat?", "Log dan in op \(site) en vul deze code in:"],
            [code],
            ["U kunt de code gebruiken tot \(until).", "Daarna vraagt u een nieuwe code aan."],
            ["Was u dat niet?", "Dan hoeft u niets te doen."],
            ["Geef de code aan niemand anders.", "Wij vragen er nooit om."],
        ]
    }
}
