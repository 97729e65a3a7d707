package org.afterimage.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;

/** Any text that a character set can express comes back as it was (PS3.5 6.1). */
class TextPropertyTest {

    private static final Map<CharacterSet, List<String>> EXPRESSIBLE = new ConcurrentHashMap<>();

    private static final List<List<String>> SETS = List.of(
            List.of(),
            List.of("ISO_IR 100"),
            List.of("ISO_IR 101"),
            List.of("ISO_IR 109"),
            List.of("ISO_IR 110"),
            List.of("ISO_IR 144"),
            List.of("ISO_IR 127"),
            List.of("ISO_IR 126"),
            List.of("ISO_IR 138"),
            List.of("ISO_IR 148"),
            List.of("ISO_IR 203"),
            List.of("ISO_IR 13"),
            List.of("ISO_IR 166"),
            List.of("ISO_IR 192"),
            List.of("GB18030"),
            List.of("GBK"),
            List.of("", "ISO 2022 IR 87"),
            List.of("", "ISO 2022 IR 87", "ISO 2022 IR 159"),
            List.of("ISO 2022 IR 13", "ISO 2022 IR 87"),
            List.of("", "ISO 2022 IR 149"),
            List.of("", "ISO 2022 IR 58"),
            List.of("ISO 2022 IR 100", "ISO 2022 IR 144", "ISO 2022 IR 126", "ISO 2022 IR 166"),
            List.of("ISO 2022 IR 6", "ISO 2022 IR 87", "ISO 2022 IR 149", "ISO 2022 IR 58"));

    @Property(tries = 500)
    void anyTextComesBack(@ForAll("texts") Tuple2<List<String>, String> sample) {
        for (VR vr : List.of(VR.LO, VR.PN, VR.LT, VR.UT)) {
            CharacterSet set = CharacterSet.of(sample.get1());

            assertThat(set.decode(set.encode(sample.get2(), vr), vr))
                    .as("%s as %s", sample.get1(), vr)
                    .isEqualTo(sample.get2());
        }
    }

    @Property(tries = 300)
    void severalNamesStaySeveral(@ForAll("texts") Tuple2<List<String>, String> sample) {
        DataSet dataSet = new DataSet()
                .putString(Tag.SPECIFIC_CHARACTER_SET, sample.get1().toArray(String[]::new));
        String name = shortened(sample.get2());
        dataSet.putString(Tag.OPERATORS_NAME, name, "x", name + "=" + name);

        assertThat(dataSet.strings(Tag.OPERATORS_NAME)).containsExactly(name, "x", name + "=" + name);
    }

    @Property(tries = 1000)
    void anyBytesAreDecodedWithoutFailing(@ForAll byte[] bytes, @ForAll("sets") List<String> terms, @ForAll VR vr) {
        assertThat(CharacterSet.of(terms).decode(bytes, vr)).isNotNull();
        new DataSet()
                .putString(Tag.SPECIFIC_CHARACTER_SET, terms.toArray(String[]::new))
                .put(new Element.Value(Tag.PATIENT_NAME, vr == VR.SQ ? VR.UN : vr, bytes))
                .strings(Tag.PATIENT_NAME);
    }

    @Provide
    Arbitrary<List<String>> sets() {
        return Arbitraries.of(SETS);
    }

    @Provide
    Arbitrary<Tuple2<List<String>, String>> texts() {
        return Arbitraries.of(SETS).flatMap(terms -> {
            Arbitrary<String> text =
                    characters(terms).list().ofMaxSize(20).map(characters -> String.join("", characters));
            return Combinators.combine(Arbitraries.just(terms), text).as(Tuple::of);
        });
    }

    /** Every character of the basic plane that the sets can express, and some beyond it; no delimiters, no control characters. */
    private static Arbitrary<String> characters(List<String> terms) {
        CharacterSet set = CharacterSet.of(terms);
        List<String> expressible = EXPRESSIBLE.computeIfAbsent(
                set,
                key -> IntStream.concat(IntStream.range(0x20, 0x10000), IntStream.range(0x20000, 0x20010))
                        .filter(c -> c < 0xD800 || c > 0xDFFF)
                        .filter(c -> c != '\\'
                                && c != '^'
                                && c != '='
                                && c != '~'
                                && c != '\u00A5' // has the code of the backslash in ISO_IR 13
                                && c != '\u203E' // has the code of the tilde there
                                && (c < 0x7F || c > 0x9F))
                        .mapToObj(Character::toString)
                        .filter(character -> isExpressible(key, character))
                        .toList());
        return Arbitraries.of(expressible);
    }

    private static boolean isExpressible(CharacterSet set, String character) {
        try {
            set.encode(character, VR.LT);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** At most as many characters as one component of a name may have, and none that padding would take away. */
    private static String shortened(String text) {
        String name = text.codePoints()
                .limit(30)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return "n" + name + "n";
    }
}
