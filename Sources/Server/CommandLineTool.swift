import Glibc

/// The executable `pgb`: reads its arguments and runs one of its verbs.
enum CommandLineTool {
    static func main() {
        print("pgb")
    }
}
