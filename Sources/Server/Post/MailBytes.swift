import Events

/// A mail as it leaves: RFC 5322, plain ASCII, lines that end with a line feed, as `sendmail` and spools take them.
enum MailBytes {
    /// - Parameters:
    ///   - id: what its Message-ID is made of: the same mail, made again, has the same one.
    ///   - at: when it was begun.
    static func of(
        _ text: some PostText, id: String, from: EmailAddress, to: EmailAddress, at: Moment
    ) -> [UInt8] {
        let domain = from.text.split(separator: "@").last.map(String.init) ?? "localhost"
        let date = HTTPDate.text(second: Int(at.microseconds / 1_000_000)).replacing("GMT", with: "+0000")
        var mail = """
            From: <\(from.text)>
            To: <\(to.text)>
            Subject: \(text.subject)
            Date: \(date)
            Message-ID: <pgb-\(id)@\(domain)>
            MIME-Version: 1.0
            Content-Type: text/plain; charset=us-ascii
            Content-Transfer-Encoding: 7bit
            Content-Language: nl
            Auto-Submitted: auto-generated
            X-Auto-Response-Suppress: All


            """
        mail += text.paragraphs.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
        return Array(mail.utf8)
    }
}
