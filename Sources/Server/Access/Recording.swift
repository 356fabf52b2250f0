import Events

/// What the answers of a route leave in the access log. Each line of the route table says it.
enum Recording: Sendable, Equatable {
    /// Nothing: no answer of it is about a person. Why that is so stands in the documentation.
    case nothing(String)
    /// Somebody sees, takes along or prints data of persons.
    case access(AccessAction, about: About)
    /// A command: the log has it. What is denied is recorded here, and so is a look at what a command would do.
    case command

    /// Whose data they are, beside everybody whom an answer names.
    enum About: Sendable, Equatable {
        /// The holder of the dossier in the path.
        case dossier
        /// The caller himself.
        case caller
        /// Whom the answer names, and nobody else.
        case named
    }

    /// Of a route that does not say it: everybody whom an answer names. A test refuses such a route; until somebody runs
    /// it nothing goes unrecorded.
    static let unsaid = Recording.access(.read, about: .named)
}
