import Commands
import Events

/// What the address of a problem's type leads to: the code with its title, its status and what to do.
struct ProblemPage: Record {
    let code: String
    let status: Int64
    let title: String
    let detail: String

    /// The page of a code of the edge or of a rejection; nil when there is no such code.
    init?(code: String) {
        if let kind = (ProblemKind.all + ProblemKind.service).first(where: { $0.code == code }) {
            self.init(kind)
        } else if let rejection = Rejection.all.first(where: { $0.code == code }) {
            self.init(Problem(rejection).kind)
        } else {
            return nil
        }
    }

    private init(_ kind: ProblemKind) {
        code = kind.code
        status = Int64(kind.status)
        title = kind.title
        detail = kind.detail
    }

    init(from r: inout JSONReader) {
        code = r("code")
        status = r("status")
        title = r("title")
        detail = r("detail")
    }

    func writeFields(to w: inout JSONWriter) {
        w.field("code", code)
        w.field("status", status)
        w.field("title", title)
        w.field("detail", detail)
    }
}

extension ProblemKind {
    /// The problems that the service adds to those of the edge.
    static let service: [ProblemKind] = [
        notRegistered, notAMember, idTaken, diskFull, sayActingAs, viewsNotReady, notThereYet, contentErased,
        otherPerson, notFresh,
    ]
}
