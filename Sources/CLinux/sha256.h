// SHA-256 with the instructions that x86 processors have for it (Intel SHA Extensions). Swift cannot call these, so the
// loop over blocks stands here; what is hashed, padded and joined is Swift's (Sources/Events/Log/SHA256.swift), and on any
// other processor so are the rounds.
#pragma once
#include <stdint.h>

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>

/// Whether this processor has the instructions.
static inline int pgb_sha256_has_instructions(void) {
    unsigned a = 0, b = 0, c = 0, d = 0;
    if (!__get_cpuid(1, &a, &b, &c, &d) || !(c & bit_SSE4_1) || !(c & bit_SSSE3)) return 0;
    return __get_cpuid_count(7, 0, &a, &b, &c, &d) && ((b >> 29) & 1);
}

/// Takes `count` blocks of 64 bytes into the state of eight words; `k` are the 64 round constants.
__attribute__((target("sha,sse4.1,ssse3")))
static inline void pgb_sha256_absorb(uint32_t *state, const uint8_t *block, long count, const uint32_t *k) {
    // The instructions want the words as (a b e f) and (c d g h), and the bytes of each message word turned round.
    const __m128i turn = _mm_set_epi64x(0x0c0d0e0f08090a0bULL, 0x0405060700010203ULL);
    __m128i ab = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)state), 0xB1);
    __m128i cdgh = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)(state + 4)), 0x1B);
    __m128i abef = _mm_alignr_epi8(ab, cdgh, 8);
    cdgh = _mm_blend_epi16(cdgh, ab, 0xF0);
    for (; count > 0; count--, block += 64) {
        const __m128i abef_before = abef, cdgh_before = cdgh;
        __m128i w[4];
        for (int i = 0; i < 4; i++) w[i] = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(block + 16 * i)), turn);
        for (int i = 0; i < 16; i++) {
            __m128i words = w[i & 3];
            if (i >= 4) {
                words = _mm_sha256msg1_epu32(words, w[(i + 1) & 3]);
                words = _mm_add_epi32(words, _mm_alignr_epi8(w[(i + 3) & 3], w[(i + 2) & 3], 4));
                words = _mm_sha256msg2_epu32(words, w[(i + 3) & 3]);
                w[i & 3] = words;
            }
            const __m128i message = _mm_add_epi32(words, _mm_loadu_si128((const __m128i *)(k + 4 * i)));
            cdgh = _mm_sha256rnds2_epu32(cdgh, abef, message);
            abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(message, 0x0E));
        }
        abef = _mm_add_epi32(abef, abef_before);
        cdgh = _mm_add_epi32(cdgh, cdgh_before);
    }
    ab = _mm_shuffle_epi32(abef, 0x1B);
    cdgh = _mm_shuffle_epi32(cdgh, 0xB1);
    _mm_storeu_si128((__m128i *)state, _mm_blend_epi16(ab, cdgh, 0xF0));
    _mm_storeu_si128((__m128i *)(state + 4), _mm_alignr_epi8(cdgh, ab, 8));
}

#else

static inline int pgb_sha256_has_instructions(void) { return 0; }

static inline void pgb_sha256_absorb(uint32_t *state, const uint8_t *block, long count, const uint32_t *k) {
    (void)state, (void)block, (void)count, (void)k;
    __builtin_trap();
}

#endif
