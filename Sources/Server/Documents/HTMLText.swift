import Events

/// HTML in the making. What people wrote only gets in through `text`, which escapes it.
struct HTMLText {
    private(set) var html = ""

    /// Appends a text with every sign that HTML obeys written out.
    mutating func text(_ text: String) {
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": html += "&amp;"
            case "<": html += "&lt;"
            case ">": html += "&gt;"
            case "\"": html += "&quot;"
            case "'": html += "&#39;"
            default: html.unicodeScalars.append(scalar)
            }
        }
    }

    /// Appends HTML of our own.
    mutating func raw(_ html: StaticString) { self.html += html.description }

    /// Appends an element of our own around what `body` appends.
    mutating func element(_ name: StaticString, class kind: StaticString? = nil, _ body: (inout HTMLText) -> Void) {
        html += "<\(name)"
        if let kind { html += " class=\"\(kind)\"" }
        html += ">"
        body(&self)
        html += "</\(name)>\n"
    }

    mutating func element(_ name: StaticString, class kind: StaticString? = nil, text: String) {
        element(name, class: kind) { $0.text(text) }
    }

    /// Appends a row of a table of two columns: what it is, and what was agreed about it.
    mutating func row(_ name: StaticString, _ value: String) {
        element("tr") { html in
            html.element("th", text: name.description)
            html.element("td", text: value)
        }
    }

    /// Appends a row whose value a person wrote.
    mutating func row(_ name: StaticString, _ value: PrintedText) {
        element("tr") { html in
            html.element("th", text: name.description)
            html.element("td", class: "text") { $0.personal(value) }
        }
    }

    /// Appends what a person wrote, or why it is not there.
    mutating func personal(_ value: PrintedText) {
        switch value {
        case .text(let value): text(value)
        case .erased: raw("<i>gewist</i>")
        case .withheld: raw("<i>staat niet in dit uittreksel</i>")
        }
    }
}

/// A personal value in a print.
enum PrintedText: Equatable, Sendable {
    case text(String)
    /// The person it is about was erased.
    case erased
    /// Not for who asked for the print.
    case withheld
}
