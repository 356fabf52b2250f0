import Events

/// The key of the codes that stand in the access log for addresses on the network: 32 random bytes beside it. It is in no
/// backup: what is restored elsewhere gets a key of its own, and no code of before can be traced to an address there.
enum AccessKey {
    /// Reads the key, or makes one.
    static func read(_ path: String) throws -> [UInt8] {
        if Files.exists(path) {
            let bytes = try Files.bytes(path, most: 32)
            guard bytes.count == 32 else { throw AccessFault(nil, "\(path) is no key: it must have 32 bytes") }
            return bytes
        }
        var random = SystemRandomNumberGenerator()
        var bytes: [UInt8] = []
        for _ in 0..<4 { withUnsafeBytes(of: random.next()) { bytes += $0 } }
        // Under its own name only when it is whole: a start that is cut off leaves no key that cannot be read.
        try Files.write(bytes, to: path + ".partial")
        try Files.rename(path + ".partial", to: path)
        return bytes
    }
}
