import Events

/// A letter with the messages of one person in it, for a window envelope: the address stands where the window of a C5 or DL
/// envelope is (NEN 1025: window on the left, the first fold at 105 mm).
struct Letter1: PostText {
    static let name: StaticString = "letter-1"
    static let example = Letter1(
        sender: ["Sociale Verzekeringsbank", "Postbus 1, 1000 AA Meerdam"], fullName: "Noa van Dijk",
        address: ["Dorpsstraat 1", "2500 AA  MEERDAM"], isToHeirs: false,
        day: Moment(microseconds: 1_798_761_600_000_000).day,
        messages: [
            .init(
                subject: "Uw declaratie is goedgekeurd",
                body: "Uw declaratie is goedgekeurd. Wij betalen op 3 maart 2026.")
        ], site: "https://pgb.example")

    /// One message as the inbox has it.
    struct Enclosed: Sendable {
        let subject: String
        let body: String
    }

    /// The name and the address it comes from.
    let sender: [String]
    let fullName: String
    /// The lines below the name.
    let address: [String]
    /// He died: it is for those who come after him.
    let isToHeirs: Bool
    let day: Day
    let messages: [Enclosed]
    /// Where people sign in.
    let site: String

    var subject: String { messages.count == 1 ? messages[0].subject : "Er zijn \(messages.count) berichten voor u" }

    /// What stands around the messages.
    var paragraphs: [[String]] {
        [
            [isToHeirs ? "Geachte nabestaanden," : "Geachte heer of mevrouw,"],
            [
                messages.count == 1 ? "Dit bericht staat ook op \(site)." : "Deze berichten staan ook op \(site).",
                "Daar kunt u kiezen voor e-mail in plaats van post.",
            ],
            ["Met vriendelijke groet,"],
        ]
    }

    /// Who stands on the envelope.
    var addressLines: [String] { [isToHeirs ? "Aan de erven van \(fullName)" : fullName] + address }

    /// The letter, ready to print on A4: one file, without a script and without anything from elsewhere.
    var html: String {
        var html = HTMLText()
        html.raw("<!DOCTYPE html>\n<html lang=\"nl\">\n<head>\n<meta charset=\"utf-8\">\n")
        html.element("title", text: "Brief")
        html.raw(Self.style)
        html.raw("</head>\n<body>\n")
        html.element("div", class: "sender") { html in Self.lines(sender, in: &html) }
        html.element("div", class: "address") { html in Self.lines(addressLines, in: &html) }
        html.element("p", class: "day", text: Dutch.day(day))
        html.element("p", class: "subject", text: "Onderwerp: \(subject)")
        html.element("p", text: paragraphs[0].joined(separator: " "))
        for message in messages {
            html.element("section") { html in
                if messages.count > 1 { html.element("h2", text: message.subject) }
                html.element("p", text: message.body)
            }
        }
        for paragraph in paragraphs.dropFirst() { html.element("p", text: paragraph.joined(separator: " ")) }
        html.element("p", text: sender.first ?? "")
        html.raw("</body>\n</html>\n")
        return html.html
    }

    private static func lines(_ lines: [String], in html: inout HTMLText) {
        for (index, line) in lines.enumerated() {
            if index > 0 { html.raw("<br>") }
            html.text(line)
        }
    }

    private static let style: StaticString = """
        <style>
        @page{size:A4 portrait;margin:25mm 20mm 20mm 25mm}
        @page:first{margin-top:0}
        body{font:11pt/1.45 sans-serif;color:#000;margin:0}
        .sender{position:absolute;top:15mm;left:0;font-size:8pt}
        .address{position:absolute;top:50mm;left:0;width:85mm;height:30mm;overflow:hidden}
        .day{margin-top:105mm}
        .subject{font-weight:bold;margin-bottom:8mm}
        h2{font-size:11pt;margin:6mm 0 0}
        section{break-inside:avoid}
        p{margin:0 0 4mm}
        </style>

        """
}
