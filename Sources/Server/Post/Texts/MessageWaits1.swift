/// The word that something waits: never what, from whom or about whom (portal 1.7).
struct MessageWaits1: PostText {
    static let name: StaticString = "message-waits-1"
    static let example = MessageWaits1(site: "https://pgb.example")

    /// Where people sign in.
    let site: String

    var subject: String { "Er staat een bericht voor u klaar" }

    var paragraphs: [[String]] {
        [
            ["Er staat een bericht voor u klaar.", "U leest het als u inlogt op \(site)."],
            ["In deze e-mail staat niet waar het over gaat.", "Dat is veiliger voor u."],
            ["Wij vragen u nooit om een wachtwoord of een pincode."],
            ["Krijgt u liever post?", "Kies dat dan in uw profiel."],
            ["U kunt deze e-mail niet beantwoorden."],
        ]
    }
}
