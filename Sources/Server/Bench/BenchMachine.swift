import Events
import Glibc

/// On what the figures were measured.
struct BenchMachine: Sendable {
    let processor: String
    let cores: Int64
    let memoryKibibytes: Int64
    let kernel: String

    static var this: BenchMachine {
        BenchMachine(
            processor: SystemFile.value("model name", in: "/proc/cpuinfo") ?? "unknown",
            cores: Int64(sysconf(Int32(_SC_NPROCESSORS_ONLN))),
            memoryKibibytes: SystemFile.kibibytes("MemTotal", in: "/proc/meminfo"),
            kernel: SystemFile.read("/proc/sys/kernel/osrelease").map { String($0.prefix { $0 != "\n" }) } ?? "unknown")
    }

    func write(to w: inout JSONWriter) {
        w.object { w in
            w.field("processor", processor)
            w.field("cores", cores)
            w.field("memoryKibibytes", memoryKibibytes)
            w.field("kernel", kernel)
        }
    }
}

/// How long the disk under a folder takes to make a page durable.
enum DiskProbe {
    /// The median of 300 times writing 4 KiB behind a file and `fdatasync`, in nanoseconds.
    static func medianNanoseconds(in folder: String) throws -> Int64 {
        let path = folder + "/disk-probe"
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw BenchFault.system("open \(path)") }
        defer {
            close(file)
            unlink(path)
        }
        let page = [UInt8](repeating: 1, count: 4_096)
        var times: [Int64] = []
        for _ in 0..<300 {
            guard write(file, page, page.count) == page.count else { throw BenchFault.system("write") }
            let began = MachineClock.nanoseconds()
            guard fdatasync(file) == 0 else { throw BenchFault.system("fdatasync") }
            times.append(MachineClock.nanoseconds() - began)
        }
        return times.sorted()[times.count / 2]
    }
}
