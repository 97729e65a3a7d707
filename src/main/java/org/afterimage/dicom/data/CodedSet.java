package org.afterimage.dicom.data;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * One coded character set of ISO 2022 as PS3.3 C.12.1.1.2 lists them: the escape sequence that invokes it, the half of the code
 * table it takes, and how many bytes a character has.
 *
 * <p>G0 holds bytes below 80H, G1 bytes from 80H up.
 */
enum CodedSet {
    ASCII("ISO_IR 6", "(B", false, 1, "US-ASCII"),
    LATIN_1("ISO_IR 100", "-A", true, 1, "ISO-8859-1"),
    LATIN_2("ISO_IR 101", "-B", true, 1, "ISO-8859-2"),
    LATIN_3("ISO_IR 109", "-C", true, 1, "ISO-8859-3"),
    LATIN_4("ISO_IR 110", "-D", true, 1, "ISO-8859-4"),
    CYRILLIC("ISO_IR 144", "-L", true, 1, "ISO-8859-5"),
    ARABIC("ISO_IR 127", "-G", true, 1, "ISO-8859-6"),
    GREEK("ISO_IR 126", "-F", true, 1, "ISO-8859-7"),
    HEBREW("ISO_IR 138", "-H", true, 1, "ISO-8859-8"),
    LATIN_5("ISO_IR 148", "-M", true, 1, "ISO-8859-9"),
    LATIN_9("ISO_IR 203", "-b", true, 1, "ISO-8859-15"),
    THAI("ISO_IR 166", "-T", true, 1, "TIS-620"),
    KATAKANA("ISO_IR 13", ")I", true, 1, "JIS_X0201"),
    ROMAJI("ISO_IR 14", "(J", false, 1, "JIS_X0201"),
    JIS_X_0208("ISO_IR 87", "$B", false, 2, "x-JIS0208"),
    JIS_X_0212("ISO_IR 159", "$(D", false, 2, "JIS_X0212-1990"),
    KS_X_1001("ISO_IR 149", "$)C", true, 2, "EUC-KR"),
    GB_2312("ISO_IR 58", "$)A", true, 2, "GB2312");

    private final String term;
    private final String escape;
    private final boolean upperHalf;
    private final int bytesPerCharacter;
    private final Charset charset;

    CodedSet(String term, String escape, boolean upperHalf, int bytesPerCharacter, String charset) {
        this.term = term;
        this.escape = '\u001b' + escape;
        this.upperHalf = upperHalf;
        this.bytesPerCharacter = bytesPerCharacter;
        this.charset = Charset.forName(charset);
    }

    /** The set a defined term names, given in its form without code extensions, such as {@code ISO_IR 100}. */
    static Optional<CodedSet> ofTerm(String term) {
        return Arrays.stream(values()).filter(set -> set.term.equals(term)).findFirst();
    }

    /** The set whose escape sequence begins at an offset. */
    static Optional<CodedSet> invokedAt(byte[] bytes, int offset) {
        return Arrays.stream(values())
                .filter(set -> set.isInvokedAt(bytes, offset))
                .findFirst();
    }

    String term() {
        return term;
    }

    private boolean isInvokedAt(byte[] bytes, int offset) {
        byte[] sequence = escape();
        int end = offset + sequence.length;
        return end <= bytes.length && Arrays.equals(bytes, offset, end, sequence, 0, sequence.length);
    }

    byte[] escape() {
        return escape.getBytes(StandardCharsets.US_ASCII);
    }

    boolean upperHalf() {
        return upperHalf;
    }

    int bytesPerCharacter() {
        return bytesPerCharacter;
    }

    Charset charset() {
        return charset;
    }
}
