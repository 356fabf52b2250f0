import Events

/// A list as CSV: RFC 4180 in UTF-8, with CRLF behind each line and the names of the columns on the first.
///
/// The columns follow from the schema that rows describe themselves with, so no list names them by hand: one column for
/// each field, `until.day` for a field of an object inside, and for a list inside one column with that list as JSON.
/// Money stays in cents, as in JSON: a second column in euros would be added up with it.
struct CSVTable: Sendable {
    static let mediaType: StaticString = "text/csv"
    static let contentType: StaticString = "text/csv; charset=utf-8; header=present"

    /// Where the value of a field goes: into a column, or its own fields into theirs.
    private indirect enum Place {
        case column(Int)
        case fields([[UInt8]: Place])
    }

    /// The names of the columns.
    let names: [String]
    private let places: [[UInt8]: Place]

    /// - Parameter rows: the schema of one row; where rows have several forms, there is a column for each field of each.
    init(rows: JSONSchema) {
        var (names, places) = ([String](), [[UInt8]: Place]())
        if case .oneOf(let forms) = Self.plain(rows) {
            for form in forms { Self.add(form.fields, "", to: &places, &names) }
        } else {
            Self.add(rows.fields, "", to: &places, &names)
        }
        self.names = names
        self.places = places
    }

    private static func add(
        _ fields: [JSONSchema.Field], _ prefix: String, to places: inout [[UInt8]: Place], _ names: inout [String]
    ) {
        for field in fields {
            let (key, name) = (Array(field.name.utf8), prefix + field.name)
            switch (plain(field.schema), places[key]) {
            case (_, .column): continue
            case (.object(let inner), let known):
                var own: [[UInt8]: Place] = [:]
                if case .fields(let fields) = known { own = fields }
                add(inner, name + ".", to: &own, &names)
                places[key] = .fields(own)
            case (_, nil):
                places[key] = .column(names.count)
                names.append(name)
            // A field that is an object in another form of the row, and has its columns.
            case (_, .fields): continue
            }
        }
    }

    /// The schema itself, without its name and without that it may be null.
    private static func plain(_ schema: JSONSchema) -> JSONSchema {
        switch schema {
        case .named(_, let schema), .nullable(let schema): plain(schema)
        default: schema
        }
    }

    /// The first line: the names.
    var head: [UInt8] {
        var out: [UInt8] = []
        for (index, name) in names.enumerated() {
            if index > 0 { out.append(ASCII.comma) }
            CSVCell.append(text: name, to: &out)
        }
        return out + [ASCII.carriageReturn, ASCII.lineFeed]
    }

    /// Appends the lines of all rows of a list, given as the JSON answer with its personal values in it.
    /// - Returns: how many there were.
    func append(list answer: [UInt8], to out: inout [UInt8]) -> Int {
        var count = 0
        JSONPieces.elements(of: JSONPieces.field("items", of: answer) ?? []) { row in
            append(row, to: &out)
            count += 1
        }
        return count
    }

    /// A whole file of one JSON answer.
    func document(of answer: [UInt8]) -> [UInt8] {
        var out = head
        _ = append(list: answer, to: &out)
        return out
    }

    /// Appends the line of a row, which is a JSON object with its personal values in it.
    func append(_ row: JSONPieces.Piece, to out: inout [UInt8]) {
        var cells = [JSONPieces.Piece](repeating: [], count: names.count)
        Self.place(row, places, into: &cells)
        for (index, cell) in cells.enumerated() {
            if index > 0 { out.append(ASCII.comma) }
            CSVCell.append(cell, to: &out)
        }
        out.append(ASCII.carriageReturn)
        out.append(ASCII.lineFeed)
    }

    private static func place(
        _ object: JSONPieces.Piece, _ places: [[UInt8]: Place], into cells: inout [JSONPieces.Piece]
    ) {
        JSONPieces.fields(of: object) { key, value in
            switch places[Array(key)] {
            case .column(let index): cells[index] = value
            case .fields(let places): place(value, places, into: &cells)
            case nil: break
            }
        }
    }
}
