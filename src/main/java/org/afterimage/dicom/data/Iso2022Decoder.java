package org.afterimage.dicom.data;

import java.util.List;
import java.util.Optional;

/** Decodes one value with the code extension techniques of ISO 2022 (PS3.5 6.1.2.5), as a state machine over its bytes. */
final class Iso2022Decoder {

    static final byte ESCAPE = 0x1B;

    private final CodedSet initialLower;
    private final Optional<CodedSet> initialUpper;
    private final VR vr;
    private CodedSet lower;
    private Optional<CodedSet> upper;

    /**
     * @param sets the data set's coded sets, the first active at the start
     * @param vr decides which characters are delimiters
     */
    Iso2022Decoder(List<CodedSet> sets, VR vr) {
        CodedSet first = sets.get(0);
        this.vr = vr;
        // Value 1 "ISO_IR 13" brings romaji to the lower half and katakana to the upper one (PS3.3 Table C.12-2).
        this.initialLower = first == CodedSet.KATAKANA ? CodedSet.ROMAJI : CodedSet.ASCII;
        this.initialUpper = first.upperHalf() ? Optional.of(first) : Optional.empty();
        this.lower = initialLower;
        this.upper = initialUpper;
    }

    String decode(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length);
        int at = 0;
        while (at < bytes.length) {
            Optional<CodedSet> invoked = bytes[at] == ESCAPE ? CodedSet.invokedAt(bytes, at) : Optional.empty();
            if (invoked.isPresent()) {
                invoke(invoked.get());
                at += invoked.get().escape().length;
            } else {
                at += decodeCharacter(bytes, at, text);
            }
        }
        return text.toString();
    }

    private void invoke(CodedSet set) {
        if (set.upperHalf()) {
            upper = Optional.of(set);
        } else {
            lower = set;
        }
    }

    /** Decodes the character at an offset and returns how many bytes it took. */
    private int decodeCharacter(byte[] bytes, int at, StringBuilder text) {
        int value = bytes[at] & 0xFF;
        if (value < 0x20 || (lower.bytesPerCharacter() == 1 && isDelimiter(value, vr))) {
            reset();
            text.append((char) value);
            return 1;
        }
        if (value >= 0x80 && upper.isEmpty()) {
            text.append((char) value);
            return 1;
        }
        if (value == ' ') {
            text.append(' '); // It has this one code in every set (ISO 2022), and belongs to none.
            return 1;
        }
        CodedSet set = value >= 0x80 ? upper.orElseThrow() : lower;
        int length = set.bytesPerCharacter();
        if (length == 2 && !isSecondByte(bytes, at + 1, value >= 0x80)) {
            // Half a character takes nothing of what follows, which may be a delimiter.
            text.append('\uFFFD');
            return 1;
        }
        text.append(new String(bytes, at, length, set.charset()));
        return length;
    }

    /** Whether a byte lies in the same half of the code table as the one before it, outside of the control characters. */
    private static boolean isSecondByte(byte[] bytes, int at, boolean upperHalf) {
        if (at >= bytes.length) {
            return false;
        }
        int value = bytes[at] & 0xFF;
        return upperHalf ? value > 0xA0 : value > 0x20 && value < 0x7F;
    }

    /** The sets of value 1 are active again after control characters and delimiters (PS3.5 6.1.2.5.3). */
    private void reset() {
        lower = initialLower;
        upper = initialUpper;
    }

    /** Whether a byte of the lower half separates values or the parts of a person's name. */
    static boolean isDelimiter(int value, VR vr) {
        return switch (value) {
            case '\\' -> vr.isMultiValuedText();
            case '^', '=' -> vr == VR.PN;
            default -> false;
        };
    }
}
