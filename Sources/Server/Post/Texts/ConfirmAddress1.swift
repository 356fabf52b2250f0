/// The code by which somebody shows that an e-mail address is his. It goes to that address only.
struct ConfirmAddress1: PostText {
    static let name: StaticString = "confirm-address-1"
    static let example = ConfirmAddress1(code: "4821-7730", site: "https://pgb.example")

    let code: String
    /// Where people sign in.
    let site: String

    var subject: String { "Bevestig uw e-mailadres" }

    var paragraphs: [[String]] {
        [
            ["Iemand heeft dit e-mailadres opgegeven voor berichten over een pgb."],
            ["Was u dat?", "Log dan in op \(site) en vul deze code in:"],
            [code],
            ["Was u dat niet?", "Dan hoeft u niets te doen."],
            ["Geef de code aan niemand anders.", "Wij vragen er nooit om."],
        ]
    }
}
