package org.afterimage.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The names are the examples of PS3.5 Annexes H to K. In byte strings, {@code ~} stands for the escape character. */
class CharacterSetTest {

    @ParameterizedTest
    @CsvSource({
        "ISO_IR 100, Buc^Jérôme, 4275635E4AE972F46D65",
        "ISO_IR 101, Wałęsa, 5761B3EA7361",
        "ISO_IR 109, Ĉap, C66170",
        "ISO_IR 110, Ķēde, D3BA6465",
        "ISO_IR 144, Люкceмбypг, BBEEDA6365DCD17970D3",
        "ISO_IR 127, قباني^لنزار, E2C8C7E6EA5EE4E6D2C7D1",
        "ISO_IR 126, Διονυσιος, C4E9EFEDF5F3E9EFF2",
        "ISO_IR 138, שרון^דבורה, F9F8E5EF5EE3E1E5F8E4",
        "ISO_IR 148, Çavuşoğlu, C7617675FE6FF06C75",
        "ISO_IR 203, Œuvre€, BC75767265A4",
        "ISO_IR 166, ทดสอบ, B7B4CACDBA",
        "ISO_IR 13, ﾔﾏﾀﾞ^ﾀﾛｳ, D4CFC0DE5EC0DBB3",
        "ISO_IR 192, Wang^XiaoDong=王^小東, 57616E675E5869616F446F6E673DE78E8B5EE5B08FE69DB1",
        "GB18030, Wang^XiaoDong=王^小东, 57616E675E5869616F446F6E673DCDF55ED0A1B6AB",
        "GBK, Zhang^XiaoDong=张^小东, 5A68616E675E5869616F446F6E673DD5C55ED0A1B6AB"
    })
    void aNameIsDecodedAndEncodedInASingleSet(String term, String name, String hex) {
        CharacterSet set = CharacterSet.of(List.of(term));
        byte[] bytes = HexFormat.of().parseHex(hex);

        assertThat(set.decode(bytes, VR.PN)).isEqualTo(name);
        assertThat(set.encode(name, VR.PN)).isEqualTo(bytes);
    }

    @Test
    void japaneseNamesInIr87FollowRomanOnes() {
        byte[] bytes = bytes("Yamada^Tarou=~$B;3ED~(B^~$BB@O:~(B=~$B$d$^$@~(B^~$B$?$m$&~(B");

        assertDecodesAndEncodes("Yamada^Tarou=山田^太郎=やまだ^たろう", bytes, "", "ISO 2022 IR 87");
    }

    @Test
    void japaneseNamesInIr13And87ReturnToRomaji() {
        byte[] bytes = bytes(
                "\u00D4\u00CF\u00C0\u00DE^\u00C0\u00DB\u00B3=" + "~$B;3ED~(J^~$BB@O:~(J=~$B$d$^$@~(J^~$B$?$m$&~(J");

        assertDecodesAndEncodes("ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう", bytes, "ISO 2022 IR 13", "ISO 2022 IR 87");
    }

    @Test
    void koreanNamesInvokeTheirSetAnewAfterEveryDelimiter() {
        byte[] bytes = bytes("Hong^Gildong=~$)C\u00FB\u00F3^~$)C\u00D1\u00CE\u00D4\u00D7="
                + "~$)C\u00C8\u00AB^~$)C\u00B1\u00E6\u00B5\u00BF");

        assertDecodesAndEncodes("Hong^Gildong=洪^吉洞=홍^길동", bytes, "", "ISO 2022 IR 149");
    }

    @Test
    void chineseNamesInIr58InvokeTheirSetAnewAfterEveryDelimiter() {
        byte[] bytes = bytes("Zhang^XiaoDong=~$)A\u00D5\u00C5^~$)A\u00D0\u00A1\u00B6\u00AB=");

        assertDecodesAndEncodes("Zhang^XiaoDong=张^小东=", bytes, "", "ISO 2022 IR 58");
    }

    @Test
    void rareKanjiAreInIr159() {
        assertDecodesAndEncodes("丂", bytes("~$(D0!~(B"), "", "ISO 2022 IR 159");
    }

    @Test
    void latinAndGreekStandSideBySide() {
        byte[] bytes = bytes("\u00C4neas=~-F\u00C4\u00E9");

        assertDecodesAndEncodes("Äneas=Δι", bytes, "ISO 2022 IR 100", "ISO 2022 IR 126");
    }

    @Test
    void theUpperHalfFallsBackToTheFirstSetAfterADelimiter() {
        CharacterSet set = CharacterSet.of(List.of("ISO 2022 IR 100", "ISO 2022 IR 126"));

        assertThat(set.decode(bytes("~-F\u00C4^\u00C4"), VR.PN)).isEqualTo("Δ^Ä");
    }

    @Test
    void aNewLineReturnsToTheFirstSetAndDelimitersOfNamesDoNotInTexts() {
        CharacterSet set = CharacterSet.of(List.of("", "ISO 2022 IR 149"));

        assertThat(set.decode(bytes("~$)C\u00D1\u00CE^\u00D1\u00CE"), VR.LT)).isEqualTo("吉^吉");
        assertThat(set.decode(bytes("~$)C\u00D1\u00CE\r\n~$)C\u00D1\u00CE"), VR.LT))
                .isEqualTo("吉\r\n吉");
    }

    @Test
    void aLongTextInvokesItsSetAnewOnEveryLine() {
        // The examples of PS3.5 I.3 and K.3.
        CharacterSet korean = CharacterSet.of(List.of("", "ISO 2022 IR 149"));
        CharacterSet chinese = CharacterSet.of(List.of("", "ISO 2022 IR 58"));

        assertThat(korean.decode(
                        bytes("~$)CThe 1st line includes \u00B1\u00E6\u00B5\u00BF.\r\n"
                                + "~$)CThe 2nd line includes \u00B1\u00E6\u00B5\u00BF, too.\r\nThe 3rd line."),
                        VR.LT))
                .isEqualTo("The 1st line includes 길동.\r\nThe 2nd line includes 길동, too.\r\nThe 3rd line.");
        assertThat(chinese.decode(
                        bytes("1.~$)A\u00B5\u00DA\u00D2\u00BB\u00D0\u00D0\u00CE\u00C4\u00D7\u00D6\u00A1\u00A3\r\n"
                                + "2.~$)A\u00B5\u00DA\u00B6\u00FE\u00D0\u00D0\u00CE\u00C4\u00D7\u00D6\u00A1\u00A3\r\n"),
                        VR.LT))
                .isEqualTo("1.第一行文字。\r\n2.第二行文字。\r\n");
    }

    @Test
    void aYenSignWhoseCodeWouldSeparateValuesIsRefused() {
        CharacterSet set = CharacterSet.of(List.of("ISO_IR 13"));

        assertThatThrownBy(() -> set.encode("\u00A5100", VR.LO)).isInstanceOf(IllegalArgumentException.class);
        assertThat(set.encode("\u00A5100", VR.LT)).isEqualTo(bytes("\\100"));
    }

    @Test
    void aTabReturnsToTheFirstSet() {
        CharacterSet set = CharacterSet.of(List.of("", "ISO 2022 IR 87"));

        assertThat(set.decode(bytes("~$B;3\t;3"), VR.LT)).isEqualTo("山\t;3");
    }

    @Test
    void halfACharacterTakesNoDelimiterWithIt() {
        CharacterSet korean = CharacterSet.of(List.of("", "ISO 2022 IR 149"));
        CharacterSet japanese = CharacterSet.of(List.of("", "ISO 2022 IR 87"));

        assertThat(korean.decode(bytes("~$)C\u00FB^x"), VR.PN)).isEqualTo("\uFFFD^x");
        assertThat(korean.decode(bytes("~$)C\u00FB\u00A0"), VR.PN)).isEqualTo("\uFFFD\uFFFD");
        assertThat(japanese.decode(bytes("~$B;~(B^x"), VR.PN)).isEqualTo("\uFFFD^x");
        assertThat(japanese.decode(bytes("~$B;3 ED~(B"), VR.PN)).isEqualTo("山 田");
    }

    @Test
    void anUnknownTermBesideKnownOnesLosesNothing() {
        CharacterSet set = CharacterSet.of(List.of("ISO 2022 IR 999", "ISO 2022 IR 87"));

        assertThat(set.decode(bytes("J\u00F6rg~$B;3~(B"), VR.LO)).isEqualTo("J\u00F6rg山");
        assertThat(CharacterSet.of(List.of("ISO_IR 999")).decode(bytes("~$B;3~(BJ\u00F6rg"), VR.LO))
                .isEqualTo("山J\u00F6rg");
    }

    @Test
    void aBackslashInsideAMultiByteCharacterSeparatesNothing() {
        DataSet gbk = new DataSet().putString(Tag.SPECIFIC_CHARACTER_SET, "GBK");
        gbk.putBytes(Tag.OPERATORS_NAME, VR.PN, HexFormat.of().parseHex("815C5C955C20"));
        DataSet kanji = new DataSet().putString(Tag.SPECIFIC_CHARACTER_SET, "", "ISO 2022 IR 87");
        kanji.putBytes(Tag.OPERATORS_NAME, VR.PN, bytes("~$BK\\~(B\\~$B$^~(B"));

        assertThat(gbk.strings(Tag.OPERATORS_NAME)).containsExactly("乗", "昞");
        assertThat(kanji.strings(Tag.OPERATORS_NAME)).containsExactly("本", "ま");
    }

    @Test
    void withoutACharacterSetDifferentBytesNeverLookTheSame() {
        assertThat(CharacterSet.DEFAULT.decode(bytes("J\u00F6rg"), VR.PN)).isEqualTo("J\u00F6rg");
        assertThat(CharacterSet.of(List.of("ISO_IR 6"))).isEqualTo(CharacterSet.DEFAULT);
        assertThat(CharacterSet.of(List.of("NO SUCH SET"))).isEqualTo(CharacterSet.DEFAULT);
    }

    @Test
    void termsAsSeenInTheFieldAreUnderstood() {
        CharacterSet latin1 = CharacterSet.of(List.of("ISO_IR 100"));

        assertThat(CharacterSet.of(List.of("ISO-IR 100"))).isEqualTo(latin1);
        assertThat(CharacterSet.of(List.of("ISO IR 100"))).isEqualTo(latin1);
        assertThat(CharacterSet.of(List.of("iso_ir 100 "))).isEqualTo(latin1);
        assertThat(CharacterSet.of(List.of("ISO 2022 IR 100"))).isEqualTo(latin1);
    }

    @Test
    void vrsOutsideTheCharacterSetAreReadByteByByte() {
        CharacterSet utf8 = CharacterSet.of(List.of("ISO_IR 192"));

        assertThat(utf8.decode(bytes("\u00C3\u00A9"), VR.CS)).isEqualTo("\u00C3\u00A9");
        assertThat(utf8.decode(bytes("\u00C3\u00A9"), VR.LO)).isEqualTo("é");
    }

    @Test
    void textThatTheSetCannotExpressIsRefused() {
        assertThatThrownBy(() -> CharacterSet.DEFAULT.encode("Jörg", VR.PN))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CharacterSet.of(List.of("ISO_IR 100")).encode("山田", VR.PN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("山田");
        assertThatThrownBy(() -> CharacterSet.of(List.of("", "ISO 2022 IR 87")).encode("홍", VR.PN))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void asciiWorksInEverySet() {
        for (String term : List.of("", "ISO_IR 13", "ISO 2022 IR 87", "ISO_IR 192", "GB18030", "ISO_IR 138")) {
            CharacterSet set = CharacterSet.of(Arrays.asList(term, "ISO 2022 IR 149"));

            assertThat(set.encode("AI bone suppression 0.1", VR.LO)).isEqualTo(bytes("AI bone suppression 0.1"));
        }
    }

    @Test
    void damagedTextIsDecodedWithReplacementsAndNeverThrows() {
        CharacterSet set = CharacterSet.of(List.of("", "ISO 2022 IR 87", "ISO 2022 IR 149"));

        for (String damaged :
                List.of("~", "~$", "~$B", "~$BK", "~$)C\u00D1", "~$B\u00FF\u00FF", "~$)C\u00A0 ", "~(Z")) {
            assertThat(set.decode(bytes(damaged), VR.PN)).isNotNull();
        }
        assertThat(set.decode(bytes("~$BK"), VR.PN)).isEqualTo("\uFFFD");
    }

    private static void assertDecodesAndEncodes(String text, byte[] bytes, String... terms) {
        CharacterSet set = CharacterSet.of(List.of(terms));

        assertThat(set.decode(bytes, VR.PN)).isEqualTo(text);
        assertThat(set.encode(text, VR.PN)).isEqualTo(bytes);
    }

    private static byte[] bytes(String text) {
        return text.replace('~', '\u001b').getBytes(StandardCharsets.ISO_8859_1);
    }
}
