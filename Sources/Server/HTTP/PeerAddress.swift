import CLinux
import Glibc

/// The address at the other end of a connection, for limits per peer. A Unix socket has one peer: the proxy behind it.
struct PeerAddress: Sendable, Hashable {
    let bits: UInt128

    static let local = PeerAddress(bits: 0)

    init(bits: UInt128) {
        self.bits = bits
    }

    /// What a limit counts by: the address itself, but of IPv6 its first 64 bits, because one client has all of the rest.
    var network: PeerAddress { bits >> 48 == 0 ? self : PeerAddress(bits: (bits >> 64) << 64) }

    /// The last address of an X-Forwarded-For: the one that the nearest proxy saw. IPv4 or IPv6, without a port.
    init?(forwardedFor value: some Collection<UInt8>) {
        let last = value.split(separator: ASCII.comma).last ?? value[...]
        let text = String(decoding: last.drop { $0 == ASCII.space }, as: UTF8.self)
        var four = in_addr()
        var six = in6_addr()
        if inet_pton(AF_INET, text, &four) == 1 {
            bits = 0xFFFF_0000_0000 | UInt128(UInt32(bigEndian: four.s_addr))
        } else if inet_pton(AF_INET6, text, &six) == 1 {
            bits = withUnsafeBytes(of: &six) { $0.reduce(0) { $0 << 8 | UInt128($1) } }
        } else {
            return nil
        }
    }

    /// An IPv4 address is kept in its IPv6-mapped form; everything that has no address is local.
    init(_ address: sockaddr_storage) {
        guard address.ss_family == sa_family_t(AF_INET) else {
            self = .local
            return
        }
        let number = withUnsafeBytes(of: address) { $0.load(as: sockaddr_in.self).sin_addr.s_addr }
        bits = 0xFFFF_0000_0000 | UInt128(UInt32(bigEndian: number))
    }
}
