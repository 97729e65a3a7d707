package org.afterimage.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes are text in any character set; what was decoded whole is encoded to bytes that say the same. */
class CharacterSetFuzzTest {

    private static final List<List<String>> SETS = Stream.concat(
                    CharacterSet.definedTerms().stream().map(List::of),
                    Stream.of(
                            List.<String>of(),
                            List.of("", "ISO 2022 IR 87", "ISO 2022 IR 159"),
                            List.of("ISO 2022 IR 13", "ISO 2022 IR 87"),
                            List.of("", "ISO 2022 IR 149"),
                            List.of("", "ISO 2022 IR 58"),
                            List.of("ISO 2022 IR 100", "ISO 2022 IR 144", "ISO 2022 IR 126", "ISO 2022 IR 166")))
            .toList();

    private static final List<VR> VRS = List.of(VR.values());

    /**
     * A lone escape character may begin an escape sequence where another character follows it; in JIS X 0201 the yen sign and the
     * overline have the codes of the backslash and the tilde, and are decoded as them.
     */
    private static final Set<Integer> AMBIGUOUS = Set.of(0x1B, 0xA5, 0x203E);

    /** The first byte chooses the character set, the second one the value representation. */
    @MethodSource("texts")
    @FuzzTest
    void anyText(byte[] bytes) {
        if (bytes.length < 2) {
            return;
        }
        CharacterSet set = CharacterSet.of(SETS.get(Byte.toUnsignedInt(bytes[0]) % SETS.size()));
        VR vr = VRS.get(Byte.toUnsignedInt(bytes[1]) % VRS.size());
        String text = set.decode(Arrays.copyOfRange(bytes, 2, bytes.length), vr);
        assertThat(text.length()).isLessThanOrEqualTo(bytes.length - 2);
        if (text.chars().noneMatch(AMBIGUOUS::contains)) {
            encode(set, text, vr)
                    .ifPresent(encoded -> assertThat(set.decode(encoded, vr)).isEqualTo(text));
        }
    }

    /** The first byte chooses how long the name of the character set is, the second one the value representation. */
    @MethodSource("elements")
    @FuzzTest
    void anyCharacterSetAndValue(byte[] bytes) {
        if (bytes.length < 2) {
            return;
        }
        int end = 2 + Math.min(Byte.toUnsignedInt(bytes[0]), bytes.length - 2);
        VR vr = VRS.get(Byte.toUnsignedInt(bytes[1]) % VRS.size());
        DataSet dataSet = new DataSet()
                .put(new Element.Value(Tag.SPECIFIC_CHARACTER_SET, VR.CS, Arrays.copyOfRange(bytes, 2, end)))
                .put(new Element.Value(
                        Tag.PATIENT_NAME, vr == VR.SQ ? VR.UN : vr, Arrays.copyOfRange(bytes, end, bytes.length)));
        List<String> values = dataSet.strings(Tag.PATIENT_NAME);
        assertThat(dataSet.string(Tag.PATIENT_NAME))
                .isEqualTo(values.stream().findFirst().filter(first -> !first.isEmpty()));
        assertThat(dataSet.integers(Tag.PATIENT_NAME)).hasSizeLessThan(bytes.length);
        assertThat(dataSet.decimals(Tag.PATIENT_NAME)).hasSizeLessThan(bytes.length);
    }

    static Stream<byte[]> texts() {
        byte[] japanese =
                "Yamada^Tarou=\u001b$B;3ED\u001b(B^\u001b$BB@O:\u001b(B".getBytes(StandardCharsets.ISO_8859_1);
        byte[] korean = "Hong=\u001b$)C\u00FB\u00F3^\u001b$)C\u00D1\u00CE\\x".getBytes(StandardCharsets.ISO_8859_1);
        return IntStream.range(0, SETS.size())
                .boxed()
                .flatMap(set -> Stream.of(japanese, korean).map(text -> chosen(set, VRS.indexOf(VR.PN), text)));
    }

    static Stream<byte[]> elements() {
        return Stream.of("ISO_IR 192", "ISO 2022 IR 13\\ISO 2022 IR 87", "\\ISO 2022 IR 149", "gb18030")
                .flatMap(term -> Stream.of(VR.PN, VR.DS, VR.IS, VR.LT)
                        .map(vr -> chosen(
                                term.length(),
                                VRS.indexOf(vr),
                                (term + "\u00D4\u00CF1.5e3\\-2 ").getBytes(StandardCharsets.ISO_8859_1))));
    }

    private static Optional<byte[]> encode(CharacterSet set, String text, VR vr) {
        try {
            return Optional.of(set.encode(text, vr));
        } catch (IllegalArgumentException beyondTheSet) {
            assertThat(beyondTheSet.getMessage()).endsWith(".");
            return Optional.empty();
        }
    }

    private static byte[] chosen(int first, int second, byte[] bytes) {
        byte[] input = new byte[bytes.length + 2];
        input[0] = (byte) first;
        input[1] = (byte) second;
        System.arraycopy(bytes, 0, input, 2, bytes.length);
        return input;
    }
}
