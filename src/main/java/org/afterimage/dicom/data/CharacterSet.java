package org.afterimage.dicom.data;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What Specific Character Set (0008,0005) says: how bytes become text for display, and text becomes bytes (PS3.5 6.1, PS3.3
 * C.12.1.1.2).
 *
 * <p>Decoding is lenient: where no set is named, bytes above 7FH are shown as ISO 8859-1, so that different bytes never look the
 * same. Encoding is strict: what a data set's own sets cannot express is refused.
 */
public final class CharacterSet {

    /** The default repertoire, ISO 646, which holds when the attribute is absent or empty. */
    public static final CharacterSet DEFAULT = new CharacterSet(Optional.empty(), List.of(CodedSet.ASCII));

    private static final String SINGLE_VALUE_PREFIX = "ISO_IR ";

    /** Sets without code extensions that know all characters they need (PS3.3 C.12.1.1.2). */
    private static final Map<String, Charset> WHOLE_SETS = Map.of(
            "ISO_IR 192", StandardCharsets.UTF_8, "GB18030", Charset.forName("GB18030"), "GBK", Charset.forName("GBK"));

    /** A set that stands alone and knows no escape sequences. */
    private final Optional<Charset> whole;

    /** The sets of ISO 2022, the first being active at the start of every value. */
    private final List<CodedSet> sets;

    private CharacterSet(Optional<Charset> whole, List<CodedSet> sets) {
        this.whole = whole;
        this.sets = sets;
    }

    /**
     * The character set named by the values of Specific Character Set.
     *
     * @param terms defined terms such as {@code ISO_IR 100} or {@code ISO 2022 IR 87}; unknown ones are ignored
     */
    public static CharacterSet of(List<String> terms) {
        List<String> normal = terms.stream().map(CharacterSet::normalise).toList();
        Optional<Charset> whole = normal.stream()
                .map(CharacterSet::wholeSet)
                .flatMap(Optional::stream)
                .findFirst();
        List<CodedSet> sets =
                normal.stream().map(CodedSet::ofTerm).flatMap(Optional::stream).toList();
        boolean isDefault = whole.isEmpty() && (sets.isEmpty() || sets.equals(DEFAULT.sets));
        return isDefault ? DEFAULT : new CharacterSet(whole, sets);
    }

    /** The defined terms of Specific Character Set that are understood, in their form without code extensions (PS3.3 C.12.1.1.2). */
    public static List<String> definedTerms() {
        return Stream.concat(
                        Arrays.stream(CodedSet.values()).map(CodedSet::term),
                        WHOLE_SETS.keySet().stream().sorted())
                .toList();
    }

    /**
     * Text for display. Bytes that the set does not define become U+FFFD.
     *
     * @param bytes a value as it stands in the data set, all of its components and padding
     * @param vr its value representation, which says whether the set applies and whether backslashes separate values
     */
    public String decode(byte[] bytes, VR vr) {
        if (!vr.usesSpecificCharacterSet()) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
        return whole.isPresent() ? new String(bytes, whole.get()) : new Iso2022Decoder(sets, vr).decode(bytes);
    }

    /**
     * Bytes for a data set, without padding. ASCII text has the same codes in every set. In ISO_IR 13 the yen sign and the
     * overline share those of the backslash and the tilde, as which they are decoded.
     *
     * @throws IllegalArgumentException when the set cannot express the text
     */
    public byte[] encode(String text, VR vr) {
        if (isAscii(text)) {
            return text.getBytes(StandardCharsets.US_ASCII);
        }
        Optional<byte[]> encoded = Optional.empty();
        if (vr.usesSpecificCharacterSet()) {
            encoded = whole.isPresent() ? encode(text, whole.get()) : new Iso2022Encoder(sets, vr).encode(text);
        }
        return encoded.orElseThrow(() -> new IllegalArgumentException(
                "The text has characters that the data set's Specific Character Set " + this + " cannot express."));
    }

    /** The bytes of a text in a Java charset, or empty when it has characters that the charset lacks. */
    static Optional<byte[]> encode(String text, Charset charset) {
        try {
            ByteBuffer buffer = charset.newEncoder()
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            return Optional.of(bytes);
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** The defined terms' sets, for messages. */
    @Override
    public String toString() {
        return whole.map(Charset::name).orElse(sets.toString());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CharacterSet that && whole.equals(that.whole) && sets.equals(that.sets);
    }

    @Override
    public int hashCode() {
        return Objects.hash(whole, sets);
    }

    /** Brings terms as seen in the field (ISO-IR 100, ISO 2022 IR 100, iso_ir 100) to one form; an empty value is ISO_IR 6. */
    private static String normalise(String term) {
        String words = term.trim().toUpperCase(Locale.ROOT).replace('_', ' ').replace('-', ' ');
        if (words.isEmpty()) {
            return SINGLE_VALUE_PREFIX + "6";
        }
        return words.replaceFirst("^ISO (2022 )?IR ?", SINGLE_VALUE_PREFIX);
    }

    private static Optional<Charset> wholeSet(String normalTerm) {
        return Optional.ofNullable(WHOLE_SETS.get(normalTerm));
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }
}
