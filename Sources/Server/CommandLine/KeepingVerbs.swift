import CLinux
import Events
import Glibc
import Projections

extension Verb {
    static var backup: Verb {
        Verb(
            name: "backup", summary: "Copies log, vault and bank files to a new folder, and proves the copy.",
            usage: """
                pgb backup [--data FOLDER] TARGET

                Runs beside a server. The copy counts only when it verifies: the command then prints its head and that of its access
                log. Give both to another organisation; `pgb restore --kept` and `--kept-access` ask for them. A file for or of the bank that the log names and that is
                not there, or has other bytes, is named and not copied; the copy of the rest counts, and the exit code is 3.
                """,
            options: ["data"], flags: [],
            run: { arguments in
                guard arguments.words.count == 1 else { throw UsageFault("Name one folder to copy to.") }
                var code = ExitCode.success
                let head = try Backup.make(of: arguments.text("data") ?? defaultFolder, to: arguments.words[0]) {
                    tellLacking($0)
                    code = .notVerified
                }
                print("Copied and verified. The head of the copy:\n\(head.text)")
                if let access = try Files.read("\(arguments.words[0])/\(Backup.accessHead)") {
                    print("The head of its access log:\n\(access)")
                }
                return code
            })
    }

    static var restore: Verb {
        Verb(
            name: "restore", summary: "Makes a data folder from a copy, once the copy is proven.",
            usage: """
                pgb restore [--data FOLDER] (--kept FILE | --older) [--kept-access FILE] [--erasures FILE] [--fences FOLDER]
                            [--nobody-erased] COPY

                The folder must have no log yet. The copy is verified before it counts, and must contain the head that was kept
                elsewhere. The log then holds that it was restored, when, and from which head.

                --kept FILE   the newest head that was kept elsewhere
                --kept-access FILE   the newest head of the access log: the folder's own, or else that of the copy contains it
                --older       there is no such head, or the copy is older than it: say so on purpose
                --erasures F  the newest list of who was erased that was kept elsewhere: they are erased again
                --fences F    the former data folder: who was erased there since the copy was made is erased again
                --nobody-erased   nobody was erased since the copy was made: say so on purpose

                An older copy needs one of the last three, or it would bring back who was erased.
                """,
            options: ["data", "kept", "kept-access", "fences", "erasures"], flags: ["older", "nobody-erased"],
            run: restore)
    }

    /// A file that the log names and that is nowhere cannot be given out any more: the operator must look for it.
    private static func tellLacking(_ path: String) {
        print("NOT COPIED: \(path) is not there, or not the file that the log names.")
    }

    private static func restore(_ arguments: Arguments) throws -> ExitCode {
        guard arguments.words.count == 1 else { throw UsageFault("Name the folder of the copy.") }
        let kept = try arguments.text("kept").map { try readHead($0) }
        guard kept != nil || arguments.has("older") else {
            throw UsageFault("Say with --kept which head the copy must contain, or with --older that it may be older.")
        }
        let erased = try erased(arguments)
        guard erased == nil || !arguments.has("nobody-erased") else {
            throw UsageFault("Say either who was erased, or with --nobody-erased that nobody was.")
        }
        guard kept != nil || erased != nil || arguments.has("nobody-erased") else {
            throw UsageFault(
                "The copy may be older than an erasure. Give with --erasures or --fences who was erased, or say with "
                    + "--nobody-erased that nobody was.")
        }
        var code = ExitCode.success
        let head = try Backup.restore(
            from: arguments.words[0], to: arguments.text("data") ?? defaultFolder, against: kept.map { [$0] } ?? [],
            access: try arguments.text("kept-access").map { [try readAccessHead($0)] } ?? [], erasing: erased ?? [],
            as: CommandID(bits: UInt128.random(in: 1...UInt128.max)),
            at: ServiceClock.machine.now()
        ) {
            tellLacking($0)
            code = .notVerified
        }
        print("Restored and verified. The head:\n\(head.text)")
        return code
    }

    /// Who was erased, by the list and the folder that were given; nil when neither was.
    private static func erased(_ arguments: Arguments) throws -> [(subject: PartyID, erasedAt: Moment)]? {
        let listed = try arguments.text("erasures").map { path in
            guard let text = try Files.read(path), let list = Erasures(text) else {
                throw UsageFault("\(path) is not a whole list of erasures that pgb wrote.")
            }
            return list.fences
        }
        let fenced = try arguments.text("fences").map { folder in
            guard Files.exists(folder + "/vault.db") else {
                throw UsageFault("\(folder) has no vault: it is no data folder.")
            }
            return try Erasures(in: folder).fences
        }
        return listed == nil && fenced == nil ? nil : (listed ?? []) + (fenced ?? [])
    }

    static var rebuild: Verb {
        Verb(
            name: "rebuild", summary: "Makes the views anew from the log.",
            usage: """
                pgb rebuild [--data FOLDER]

                Without a server: fills new views from the log and puts them in place of the old ones. A running server makes
                them anew by itself when they do not match the log.
                """,
            options: ["data"], flags: [],
            run: { arguments in
                let folder = try DataFolder(arguments.text("data") ?? defaultFolder)
                for path in folder.views {
                    for suffix in ["", "-wal", "-shm"] where Files.exists(path + suffix) {
                        try Files.remove(path + suffix)
                    }
                }
                let views = try Views(Views.Settings(log: folder.log, files: folder.views))
                defer { views.stop() }
                let last = try LogReader(try Connection(.reader(folder.log))).lastPosition()
                let progress = Progress("events taken up")
                while !views.health.isReadable || views.health.position < last {
                    usleep(50_000)
                    let health = views.health
                    if let rebuild = health.rebuild { progress(rebuild.done.rawValue, of: last.rawValue) }
                    if let failure = health.failure { throw VerbFailure("The views cannot be made: \(failure)") }
                }
                progress.end()
                // The mark of an interrupted run stays: only a start of the server makes its log durable.
                if !folder.wasInterrupted { try folder.markStopped() }
                for view in views.health.stopped { print("STOPPED: \(view.name): \(view.fault ?? "")") }
                print("The views reflect \(last) events.")
                return views.health.stopped.isEmpty ? .success : .failure
            })
    }
}
