package org.afterimage.dicom.data;

import java.util.Optional;

/** The value representations of PS3.5 6.2: how the bytes of a value are to be read. */
public enum VR {
    /** Application Entity. */
    AE(Kind.TEXT, 16),
    /** Age String. */
    AS(Kind.TEXT, 4),
    /** Attribute Tag. */
    AT(Kind.BINARY, 2),
    /** Code String. */
    CS(Kind.TEXT, 16),
    /** Date. */
    DA(Kind.TEXT, 8),
    /** Decimal String. */
    DS(Kind.TEXT, 16),
    /** Date Time. */
    DT(Kind.TEXT, 26),
    /** Floating Point Double. */
    FD(Kind.BINARY, 8),
    /** Floating Point Single. */
    FL(Kind.BINARY, 4),
    /** Integer String. */
    IS(Kind.TEXT, 12),
    /** Long String. */
    LO(Kind.LOCAL_TEXT, 64),
    /** Long Text. */
    LT(Kind.LOCAL_TEXT, 10240),
    /** Other Byte. */
    OB(Kind.BINARY, 1),
    /** Other Double. */
    OD(Kind.BINARY, 8),
    /** Other Float. */
    OF(Kind.BINARY, 4),
    /** Other Long. */
    OL(Kind.BINARY, 4),
    /** Other 64-bit Very Long. */
    OV(Kind.BINARY, 8),
    /** Other Word. */
    OW(Kind.BINARY, 2),
    /** Person Name: the maximum length holds for each of its component groups. */
    PN(Kind.LOCAL_TEXT, 64),
    /** Short String. */
    SH(Kind.LOCAL_TEXT, 16),
    /** Signed Long. */
    SL(Kind.BINARY, 4),
    /** Sequence of Items. */
    SQ(Kind.SEQUENCE, 0),
    /** Signed Short. */
    SS(Kind.BINARY, 2),
    /** Short Text. */
    ST(Kind.LOCAL_TEXT, 1024),
    /** Signed 64-bit Very Long. */
    SV(Kind.BINARY, 8),
    /** Time. */
    TM(Kind.TEXT, 14),
    /** Unlimited Characters. */
    UC(Kind.LOCAL_TEXT, Integer.MAX_VALUE),
    /** Unique Identifier. */
    UI(Kind.TEXT, 64),
    /** Unsigned Long. */
    UL(Kind.BINARY, 4),
    /** Unknown. */
    UN(Kind.BINARY, 1),
    /** Universal Resource Identifier. */
    UR(Kind.TEXT, Integer.MAX_VALUE),
    /** Unsigned Short. */
    US(Kind.BINARY, 2),
    /** Unlimited Text. */
    UT(Kind.LOCAL_TEXT, Integer.MAX_VALUE),
    /** Unsigned 64-bit Very Long. */
    UV(Kind.BINARY, 8);

    private enum Kind {
        /** Text in the default repertoire. */
        TEXT,
        /** Text whose repertoire Specific Character Set (0008,0005) selects. */
        LOCAL_TEXT,
        BINARY,
        SEQUENCE
    }

    private final Kind kind;
    private final int size;

    VR(Kind kind, int size) {
        this.kind = kind;
        this.size = size;
    }

    /** The value representation with this two-letter code, or empty when PS3.5 has none. */
    public static Optional<VR> of(char first, char second) {
        for (VR vr : values()) {
            if (vr.name().charAt(0) == first && vr.name().charAt(1) == second) {
                return Optional.of(vr);
            }
        }
        return Optional.empty();
    }

    /** Whether values are text. */
    public boolean isText() {
        return kind == Kind.TEXT || kind == Kind.LOCAL_TEXT;
    }

    /** Whether values are runs of bytes or words that may be long, such as pixels, and not numbers or text (PS3.5 6.2). */
    public boolean isOther() {
        return switch (this) {
            case OB, OD, OF, OL, OV, OW, UN -> true;
            default -> false;
        };
    }

    /** Whether Specific Character Set (0008,0005) applies to values (PS3.5 6.1.2.3). */
    public boolean usesSpecificCharacterSet() {
        return kind == Kind.LOCAL_TEXT;
    }

    /** Whether a backslash separates values; in ST, LT, UT and UR it is a character like any other (PS3.5 6.4). */
    public boolean isMultiValuedText() {
        return isText() && this != ST && this != LT && this != UT && this != UR;
    }

    /** The greatest number of characters in one text value (PS3.5 Table 6.2-1). */
    public int maximumCharacters() {
        return isText() ? size : 0;
    }

    /** Bytes that belong together and are reversed between byte orders: 1, 2, 4 or 8 (PS3.5 7.3). */
    public int unitBytes() {
        return kind == Kind.BINARY ? size : 1;
    }

    /** Whether Explicit VR gives this VR two reserved bytes and a 32-bit length (PS3.5 7.1.2). */
    public boolean hasLongLength() {
        return switch (this) {
            case OB, OD, OF, OL, OV, OW, SQ, SV, UC, UN, UR, UT, UV -> true;
            default -> false;
        };
    }

    /** The byte that makes an odd value even: NUL for UI and binary values, otherwise a space (PS3.5 6.2). */
    public byte paddingByte() {
        return (byte) (isText() && this != UI ? ' ' : 0);
    }
}
