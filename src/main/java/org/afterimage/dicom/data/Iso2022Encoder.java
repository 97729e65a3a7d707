package org.afterimage.dicom.data;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;

/** Encodes one value with the code extension techniques of ISO 2022 (PS3.5 6.1.2.5.3). */
final class Iso2022Encoder {

    private final List<CodedSet> sets;
    private final CodedSet initialLower;
    private final Optional<CodedSet> initialUpper;
    private final VR vr;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private CodedSet lower;
    private Optional<CodedSet> upper;

    /**
     * @param sets the data set's coded sets, the first active at the start
     * @param vr decides which characters are delimiters
     */
    Iso2022Encoder(List<CodedSet> sets, VR vr) {
        CodedSet first = sets.get(0);
        this.sets = sets;
        this.vr = vr;
        this.initialLower = first == CodedSet.KATAKANA ? CodedSet.ROMAJI : CodedSet.ASCII;
        this.initialUpper = first.upperHalf() ? Optional.of(first) : Optional.empty();
        this.lower = initialLower;
        this.upper = initialUpper;
    }

    /** The bytes, or empty when no set has one of the characters. */
    Optional<byte[]> encode(String text) {
        for (int at = 0; at < text.length(); at = text.offsetByCodePoints(at, 1)) {
            int codePoint = text.codePointAt(at);
            if (codePoint < 0x20 || Iso2022Decoder.isDelimiter(codePoint, vr)) {
                returnToFirstSet();
                bytes.write(codePoint);
            } else if (!encodeCharacter(new String(Character.toChars(codePoint)))) {
                return Optional.empty();
            }
        }
        returnToFirstSet();
        return Optional.of(bytes.toByteArray());
    }

    private boolean encodeCharacter(String character) {
        if (encodeWith(lower, character)) {
            return true;
        }
        if (upper.isPresent() && encodeWith(upper.get(), character)) {
            return true;
        }
        if (encodeAfterEscape(initialLower, character)) {
            return true;
        }
        return sets.stream().anyMatch(set -> encodeAfterEscape(set, character));
    }

    private boolean encodeWith(CodedSet set, String character) {
        Optional<byte[]> encoded = bytesIn(set, character);
        encoded.ifPresent(bytes::writeBytes);
        return encoded.isPresent();
    }

    private boolean encodeAfterEscape(CodedSet set, String character) {
        Optional<byte[]> encoded = bytesIn(set, character);
        if (encoded.isEmpty()) {
            return false;
        }
        bytes.writeBytes(set.escape());
        if (set.upperHalf()) {
            upper = Optional.of(set);
        } else {
            lower = set;
        }
        bytes.writeBytes(encoded.get());
        return true;
    }

    /** A character's bytes in one set, if they lie in the half of the code table that the set takes. */
    private Optional<byte[]> bytesIn(CodedSet set, String character) {
        return CharacterSet.encode(character, set.charset())
                .filter(encoded -> encoded.length == set.bytesPerCharacter() && encoded[0] < 0 == set.upperHalf())
                // The yen sign of JIS X 0201 has the code of the backslash, and would separate values.
                .filter(encoded -> encoded.length > 1 || !Iso2022Decoder.isDelimiter(encoded[0], vr));
    }

    /** Before a delimiter and at the end of the value the sets of value 1 are active; the upper half falls back by itself. */
    private void returnToFirstSet() {
        if (lower != initialLower) {
            bytes.writeBytes(initialLower.escape());
            lower = initialLower;
        }
        upper = initialUpper;
    }
}
