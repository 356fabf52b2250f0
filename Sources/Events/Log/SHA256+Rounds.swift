internal import CLinux

/// The compression function of SHA-256 (FIPS 180-4, 6.2.2).
///
/// Sixteen rounds are written out so that the state words and the message schedule stay in registers: that is worth
/// a fifth of the time against a loop over an array of 64 words.
extension SHA256 {
    /// The eight words that a block changes; they start as FIPS 180-4, 5.3.3 says.
    struct State: Sendable {
        var a: UInt32 = 0x6a09_e667
        var b: UInt32 = 0xbb67_ae85
        var c: UInt32 = 0x3c6e_f372
        var d: UInt32 = 0xa54f_f53a
        var e: UInt32 = 0x510e_527f
        var f: UInt32 = 0x9b05_688c
        var g: UInt32 = 0x1f83_d9ab
        var h: UInt32 = 0x5be0_cd19

        /// The state as the 32 bytes of a digest.
        var digest: Digest {
            Digest(bigEndian: joined(a, b), joined(c, d), joined(e, f), joined(g, h))
        }

        /// Whether this processor has instructions for SHA-256: 4 to 9 times as fast as the rounds below.
        static let hasInstructions = pgb_sha256_has_instructions() == 1

        /// Takes in `count` blocks of 64 bytes, the first of which begins at `start`.
        mutating func absorb(_ start: UnsafeRawPointer, blocks count: Int) {
            guard Self.hasInstructions else { return absorbPortably(start, blocks: count) }
            withUnsafeMutableBytes(of: &self) { words in
                SHA256.roundConstants.withUnsafeBufferPointer { constants in
                    guard let state = words.baseAddress, let k = constants.baseAddress else { return }
                    pgb_sha256_absorb(
                        state.assumingMemoryBound(to: UInt32.self), start.assumingMemoryBound(to: UInt8.self), count, k)
                }
            }
        }

        /// The same in Swift alone, on every processor.
        mutating func absorbPortably(_ start: UnsafeRawPointer, blocks count: Int) {
            SHA256.roundConstants.withUnsafeBufferPointer { constants in
                guard let k = constants.baseAddress else { return }
                var block = start
                for _ in 0..<count {
                    absorb(block, k)
                    block += SHA256.blockSize
                }
            }
        }

        private mutating func absorb(_ block: UnsafeRawPointer, _ k: UnsafePointer<UInt32>) {
            var words = ScheduleWords(block)
            var work = self
            var m = b ^ c
            work.sixteenRounds(words, k, &m)
            var i = 16
            while i < 64 {
                words.advance()
                work.sixteenRounds(words, k + i, &m)
                i &+= 16
            }
            a &+= work.a
            b &+= work.b
            c &+= work.c
            d &+= work.d
            e &+= work.e
            f &+= work.f
            g &+= work.g
            h &+= work.h
        }

        /// The words change places with every round, and after sixteen of them all stand where they began.
        @inline(__always)
        private mutating func sixteenRounds(_ w: ScheduleWords, _ k: UnsafePointer<UInt32>, _ m: inout UInt32) {
            round(a, b, &d, e, f, g, &h, k[0] &+ w.w0, &m)
            round(h, a, &c, d, e, f, &g, k[1] &+ w.w1, &m)
            round(g, h, &b, c, d, e, &f, k[2] &+ w.w2, &m)
            round(f, g, &a, b, c, d, &e, k[3] &+ w.w3, &m)
            round(e, f, &h, a, b, c, &d, k[4] &+ w.w4, &m)
            round(d, e, &g, h, a, b, &c, k[5] &+ w.w5, &m)
            round(c, d, &f, g, h, a, &b, k[6] &+ w.w6, &m)
            round(b, c, &e, f, g, h, &a, k[7] &+ w.w7, &m)
            round(a, b, &d, e, f, g, &h, k[8] &+ w.w8, &m)
            round(h, a, &c, d, e, f, &g, k[9] &+ w.w9, &m)
            round(g, h, &b, c, d, e, &f, k[10] &+ w.w10, &m)
            round(f, g, &a, b, c, d, &e, k[11] &+ w.w11, &m)
            round(e, f, &h, a, b, c, &d, k[12] &+ w.w12, &m)
            round(d, e, &g, h, a, b, &c, k[13] &+ w.w13, &m)
            round(c, d, &f, g, h, a, &b, k[14] &+ w.w14, &m)
            round(b, c, &e, f, g, h, &a, k[15] &+ w.w15, &m)
        }
    }

    /// The constants of the 64 rounds (FIPS 180-4, 4.2.2).
    private static let roundConstants: [UInt32] = [
        0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
        0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
        0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
        0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
        0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
        0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
        0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
        0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
    ]
}

/// The sixteen words of the message schedule that are in use. Written out, not an array, so that they stay in registers.
private struct ScheduleWords {
    var w0: UInt32
    var w1: UInt32
    var w2: UInt32
    var w3: UInt32
    var w4: UInt32
    var w5: UInt32
    var w6: UInt32
    var w7: UInt32
    var w8: UInt32
    var w9: UInt32
    var w10: UInt32
    var w11: UInt32
    var w12: UInt32
    var w13: UInt32
    var w14: UInt32
    var w15: UInt32

    @inline(__always)
    init(_ block: UnsafeRawPointer) {
        w0 = word(0, of: block)
        w1 = word(1, of: block)
        w2 = word(2, of: block)
        w3 = word(3, of: block)
        w4 = word(4, of: block)
        w5 = word(5, of: block)
        w6 = word(6, of: block)
        w7 = word(7, of: block)
        w8 = word(8, of: block)
        w9 = word(9, of: block)
        w10 = word(10, of: block)
        w11 = word(11, of: block)
        w12 = word(12, of: block)
        w13 = word(13, of: block)
        w14 = word(14, of: block)
        w15 = word(15, of: block)
    }

    /// The next sixteen words.
    @inline(__always)
    mutating func advance() {
        w0 = w0 &+ sigma0(w1) &+ w9 &+ sigma1(w14)
        w1 = w1 &+ sigma0(w2) &+ w10 &+ sigma1(w15)
        w2 = w2 &+ sigma0(w3) &+ w11 &+ sigma1(w0)
        w3 = w3 &+ sigma0(w4) &+ w12 &+ sigma1(w1)
        w4 = w4 &+ sigma0(w5) &+ w13 &+ sigma1(w2)
        w5 = w5 &+ sigma0(w6) &+ w14 &+ sigma1(w3)
        w6 = w6 &+ sigma0(w7) &+ w15 &+ sigma1(w4)
        w7 = w7 &+ sigma0(w8) &+ w0 &+ sigma1(w5)
        w8 = w8 &+ sigma0(w9) &+ w1 &+ sigma1(w6)
        w9 = w9 &+ sigma0(w10) &+ w2 &+ sigma1(w7)
        w10 = w10 &+ sigma0(w11) &+ w3 &+ sigma1(w8)
        w11 = w11 &+ sigma0(w12) &+ w4 &+ sigma1(w9)
        w12 = w12 &+ sigma0(w13) &+ w5 &+ sigma1(w10)
        w13 = w13 &+ sigma0(w14) &+ w6 &+ sigma1(w11)
        w14 = w14 &+ sigma0(w15) &+ w7 &+ sigma1(w12)
        w15 = w15 &+ sigma0(w0) &+ w8 &+ sigma1(w13)
    }
}

@inline(__always)
private func joined(_ high: UInt32, _ low: UInt32) -> UInt64 { UInt64(high) &<< 32 | UInt64(low) }

/// The `index`-th word of a block, highest byte first.
@inline(__always)
private func word(_ index: Int, of block: UnsafeRawPointer) -> UInt32 {
    UInt32(bigEndian: block.loadUnaligned(fromByteOffset: index &* 4, as: UInt32.self))
}

@inline(__always)
private func turn(_ x: UInt32, _ count: UInt32) -> UInt32 { x &>> count | x &<< (32 &- count) }

/// The two mixing functions of the message schedule, lower-case sigma 0 and 1 in the standard.
@inline(__always)
private func sigma0(_ x: UInt32) -> UInt32 { turn(x, 7) ^ turn(x, 18) ^ (x &>> 3) }

@inline(__always)
private func sigma1(_ x: UInt32) -> UInt32 { turn(x, 17) ^ turn(x, 19) ^ (x &>> 10) }

/// One round. `m` carries a ^ b into the next round, where it is b ^ c: the majority of three then costs two steps
/// instead of four. The nested turns are the sums of three turns of the standard.
@inline(__always)
private func round(
    _ a: UInt32, _ b: UInt32, _ d: inout UInt32, _ e: UInt32, _ f: UInt32, _ g: UInt32, _ h: inout UInt32,
    _ input: UInt32, _ m: inout UInt32
) {
    h = h &+ input &+ (g ^ (e & (f ^ g))) &+ turn(turn(turn(e, 14) ^ e, 5) ^ e, 6)
    d = d &+ h
    let ab = a ^ b
    m = b ^ (ab & m)
    h = h &+ m &+ turn(turn(turn(a, 9) ^ a, 11) ^ a, 2)
    m = ab
}
