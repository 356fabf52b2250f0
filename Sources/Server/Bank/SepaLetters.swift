/// How letters outside the SEPA character set are written within it.
///
/// Made from facts of Unicode: the letter that is left when a letter is decomposed (NFKD) and its marks are dropped. The few
/// letters that do not decompose (a stroke, a ligature) follow their common spelling; Greek and Cyrillic follow the table
/// of the EPC ("SEPA requirements for an extended character set"). `Tests/Bank/validate.py` compares with Unicode again.
enum SepaLetters {
    /// What is written for a scalar above 0x7F or outside the set; nil when nothing is known.
    static func spelling(of scalar: Unicode.Scalar) -> Spelling? {
        let value = Int(scalar.value)
        if singlesFirst..<singlesFirst + singles.count ~= value, singles[value - singlesFirst] != none {
            return .one(singles[value - singlesFirst])
        }
        if additionalFirst..<additionalFirst + additional.count ~= value, additional[value - additionalFirst] != none {
            return .one(additional[value - additionalFirst])
        }
        return spelled[scalar.value].map(Spelling.several)
    }

    /// One byte or a few.
    enum Spelling {
        case one(UInt8)
        case several([UInt8])
    }

    private static let none = UInt8(ascii: "_")

    /// U+00A0 to U+025F: one letter for each, `_` for none or more than one.
    private static let singlesFirst = 0x00A0
    private static let singles: [UInt8] = [
        "__________a_______23_____1o_____",  // U+00A0
        "AAAAAA_CEEEEIIIIDNOOOOOxOUUUUY__",  // U+00C0
        "aaaaaa_ceeeeiiiidnooooo_ouuuuy_y",  // U+00E0
        "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGg",  // U+0100
        "GgGgHhHhIiIiIiIiIi__JjKkkLlLlLlL",  // U+0120
        "lLlNnNnNnnNnOoOoOo__RrRrRrSsSsSs",  // U+0140
        "SsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs",  // U+0160
        "bBBb__OCcDDDd_EEEFfGG_IIKkllMNnO",  // U+0180
        "Oo__PpRSsS_tTtTUuUVYyZzZ_______w",  // U+01A0
        "_____________AaIiOoUuUuUuUuUueAa",  // U+01C0
        "Aa__GgGgKkOoOoZzj___Gg_WNnAa__Oo",  // U+01E0
        "AaAaEeEeIiIiOoOoRrRrUuUuSsTtYyHh",  // U+0200
        "Nd__ZzAaEeOoOoOoOoYylntj__ACcLTs",  // U+0220
        "z__BUVEeJjQqRrYy________________",  // U+0240
    ].flatMap(\.utf8)

    /// U+1E00 to U+1EFF, among them the letters of Vietnamese.
    private static let additionalFirst = 0x1E00
    private static let additional: [UInt8] = [
        "AaBbBbBbCcDdDdDdDdDdEeEeEeEeEeFf",  // U+1E00
        "GgHhHhHhHhHhIiIiKkKkKkLlLlLlLlMm",  // U+1E20
        "MmMmNnNnNnNnOoOoOoOoPpPpRrRrRrRr",  // U+1E40
        "SsSsSsSsSsTtTtTtTtUuUuUuUuUuVvVv",  // U+1E60
        "WwWwWwWwWwXxXxYyZzZzZzhtwyasss_d",  // U+1E80
        "AaAaAaAaAaAaAaAaAaAaAaAaEeEeEeEe",  // U+1EA0
        "EeEeEeEeIiIiOoOoOoOoOoOoOoOoOoOo",  // U+1EC0
        "OoOoUuUuUuUuUuUuUuYyYyYyYy__VvYy",  // U+1EE0
    ].flatMap(\.utf8)

    /// What is not one letter for one letter of the rows above.
    private static let spelled: [UInt32: [UInt8]] = {
        var table: [UInt32: [UInt8]] = [:]
        for row in [latin, greek, cyrillic, marks] {
            for pair in row.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
                let scalars = Array(pair.unicodeScalars)
                precondition(scalars.count > 2 && scalars[1] == "=", "A row of letters is made of pairs a=b.")
                table[scalars[0].value] = scalars[2...].map { UInt8(truncatingIfNeeded: $0.value) }
            }
        }
        return table
    }()

    private static let latin = """
        Æ=AE Þ=TH ß=ss æ=ae þ=th Ĳ=IJ ĳ=ij Œ=OE œ=oe ƕ=hv Ƣ=OI ƣ=oi Ǆ=DZ ǅ=Dz ǆ=dz Ǉ=LJ ǈ=Lj ǉ=lj Ǌ=NJ ǋ=Nj ǌ=nj Ǣ=AE
        ǣ=ae Ǳ=DZ ǲ=Dz ǳ=dz Ƕ=HV Ǽ=AE ǽ=ae Ȣ=OU ȣ=ou ȸ=db ȹ=qp ẞ=SS Ỻ=LL ỻ=ll ə=e ɛ=e ɔ=o ɓ=b ɖ=d ɗ=d ɣ=g ɨ=i ɩ=i ɪ=i
        ɫ=l ɲ=n ɵ=o ʃ=s ʉ=u ʊ=u ʋ=v ʒ=z ﬀ=ff ﬁ=fi ﬂ=fl ﬃ=ffi ﬄ=ffl ﬅ=st ﬆ=st
        """

    private static let greek = """
        Α=A α=a Β=V β=v Γ=G γ=g Δ=D δ=d Ε=E ε=e Ζ=Z ζ=z Η=I η=i Θ=TH θ=th Ι=I ι=i Κ=K κ=k Λ=L λ=l Μ=M μ=m Ν=N ν=n Ξ=X
        ξ=x Ο=O ο=o Π=P π=p Ρ=R ρ=r Σ=S σ=s Τ=T τ=t Υ=Y υ=y Φ=F φ=f Χ=CH χ=ch Ψ=PS ψ=ps Ω=O ω=o Ά=A ά=a Έ=E έ=e Ή=I
        ή=i Ί=I ί=i Ό=O ό=o Ύ=Y ύ=y Ώ=O ώ=o Ϊ=I ϊ=i Ϋ=Y ϋ=y ς=s ΐ=i ΰ=y
        """

    private static let cyrillic = """
        А=A а=a Б=B б=b В=V в=v Г=G г=g Ґ=G ґ=g Д=D д=d Е=E е=e Ж=ZH ж=zh З=Z з=z И=I и=i Й=Y й=y К=K к=k Л=L л=l М=M
        м=m Н=N н=n О=O о=o П=P п=p Р=R р=r С=S с=s Т=T т=t У=U у=u Ф=F ф=f Х=H х=h Ц=TS ц=ts Ч=CH ч=ch Ш=SH ш=sh
        Щ=SHT щ=sht Ъ=A ъ=a Ы=Y ы=y Ь=Y ь=y Э=E э=e Ю=YU ю=yu Я=YA я=ya Ё=E ё=e Є=YE є=ye І=I і=i Ї=YI ї=yi Ў=U ў=u
        Ђ=DJ ђ=dj Ј=J ј=j Љ=LJ љ=lj Њ=NJ њ=nj Ћ=C ћ=c Џ=DZ џ=dz Ѓ=G ѓ=g Ќ=K ќ=k Ѕ=DZ ѕ=dz Ѐ=E ѐ=e Ѝ=I ѝ=i
        """

    /// Marks that have a neighbour in the set.
    private static let marks = #"""
        ‘=' ’=' ‚=' ‛=' “=' ”=' „=' ‟=' ‹=' ›=' «=' »=' ′=' ″=' ´=' `=' "=' ʹ=' ʺ=' ʻ=' ʼ=' ʽ=' ʾ=' ʿ=' ˈ=' ‐=- ‑=-
        ‒=- –=- —=- ―=- −=- _=- ~=- &=+ ;=, [=( ]=) {=( }=) <=( >=) |=- \=- €=EUR …=.
        """#
}
