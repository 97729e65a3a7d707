package org.afterimage.derive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Element;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.VR;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Patients' text in any character set. */
class DerivedTextTest {

    private static final int[] PATIENT_AND_STUDY = {
        Tag.SPECIFIC_CHARACTER_SET,
        Tag.PATIENT_NAME,
        Tag.PATIENT_COMMENTS,
        Tag.REFERRING_PHYSICIAN_NAME,
        Tag.STUDY_DESCRIPTION,
        Tag.ACCESSION_NUMBER
    };

    @TempDir
    Path models;

    private TestDerivation derivation;

    @BeforeEach
    void loadModel() {
        derivation = new TestDerivation(models);
    }

    @ParameterizedTest
    @CsvSource({
        "ISO_IR 100, ISO-8859-1, Müller^Jörg",
        "ISO_IR 192, UTF-8, Łukasz^Жук=山田^太郎",
        "GB18030, GB18030, Wang^XiaoDong=王^小东",
        "\\ISO 2022 IR 87, ISO-2022-JP, Yamada^Tarou=山田^太郎=やまだ^たろう",
        "ISO_IR 144, ISO-8859-5, Люкceмбypг"
    })
    void patientTextIsCopiedByteForByte(String terms, String charset, String text) {
        byte[] bytes = text.getBytes(Charset.forName(charset));
        DataSet source = TestDerivation.chest()
                .putBytes(Tag.SPECIFIC_CHARACTER_SET, VR.CS, terms.getBytes(StandardCharsets.US_ASCII))
                .putBytes(Tag.PATIENT_NAME, VR.PN, bytes)
                .putBytes(Tag.PATIENT_COMMENTS, VR.LT, bytes)
                .putBytes(Tag.REFERRING_PHYSICIAN_NAME, VR.PN, bytes)
                .putBytes(Tag.STUDY_DESCRIPTION, VR.LO, bytes)
                .putBytes(Tag.ACCESSION_NUMBER, VR.SH, "A 1  ".getBytes(StandardCharsets.US_ASCII))
                .putBytes(Tag.SERIES_DESCRIPTION, VR.LO, bytes);

        DataSet derived = derivation.dataSet(source);

        for (int tag : PATIENT_AND_STUDY) {
            assertThat(bytes(derived, tag)).as(Tag.toString(tag)).isEqualTo(bytes(source, tag));
        }
        assertThat(derived.string(Tag.SERIES_DESCRIPTION)).contains("AI bone suppression 1.2.3 | " + text);
    }

    @Test
    void bytesThatTheNamedSetDoesNotKnowPassUnchanged() {
        byte[] wrong = {'D', (byte) 0xFC, (byte) 0x9F, 'x'}; // Latin-1 and worse in a data set that says UTF-8
        DataSet source = TestDerivation.chest()
                .putString(Tag.SPECIFIC_CHARACTER_SET, "ISO_IR 192")
                .putBytes(Tag.PATIENT_NAME, VR.PN, wrong)
                .putBytes(Tag.SERIES_DESCRIPTION, VR.LO, wrong);
        DataSet derived = derivation.dataSet(source);
        assertThat(bytes(derived, Tag.PATIENT_NAME)).isEqualTo(wrong);
        assertThat(bytes(derived, Tag.SERIES_DESCRIPTION)).endsWith(wrong);
    }

    @ParameterizedTest
    @CsvSource({"ISO_IR 192, UTF-8", "\\ISO 2022 IR 87, ISO-2022-JP", "GB18030, GB18030"})
    void aLongDescriptionIsCutBetweenCharacters(String terms, String charset) {
        String description = "胸部正面立位撮影".repeat(8); // 64 characters
        DataSet source = TestDerivation.chest()
                .putBytes(Tag.SPECIFIC_CHARACTER_SET, VR.CS, terms.getBytes(StandardCharsets.US_ASCII))
                .putBytes(Tag.SERIES_DESCRIPTION, VR.LO, description.getBytes(Charset.forName(charset)));

        DataSet derived = derivation.dataSet(source);

        String expected = "AI bone suppression 1.2.3 | " + description.substring(0, 64 - 28);
        assertThat(derived.string(Tag.SERIES_DESCRIPTION)).contains(expected);
        assertThat(expected).hasSize(64);
        assertThat(new String(bytes(derived, Tag.SERIES_DESCRIPTION), Charset.forName(charset)).trim())
                .isEqualTo(expected);
    }

    @Test
    void aCharacterOfTwoUnitsIsNotTornApart() {
        String description = "𠮷".repeat(50); // outside the basic plane: 50 characters, 100 units of UTF-16
        DataSet source = TestDerivation.chest()
                .putString(Tag.SPECIFIC_CHARACTER_SET, "ISO_IR 192")
                .putBytes(Tag.SERIES_DESCRIPTION, VR.LO, description.getBytes(StandardCharsets.UTF_8));
        assertThat(derivation.dataSet(source).string(Tag.SERIES_DESCRIPTION))
                .contains("AI bone suppression 1.2.3 | " + "𠮷".repeat(36));
    }

    @Test
    void aLongDescriptionThatIsNoTextIsLeftOut() {
        byte[] wrong = new byte[60];
        Arrays.fill(wrong, (byte) 0xFF);
        DataSet source = TestDerivation.chest()
                .putString(Tag.SPECIFIC_CHARACTER_SET, "ISO_IR 192")
                .putBytes(Tag.SERIES_DESCRIPTION, VR.LO, wrong);
        assertThat(derivation.dataSet(source).string(Tag.SERIES_DESCRIPTION)).contains("AI bone suppression 1.2.3");
    }

    @Test
    void aSourceWithoutDescriptionGetsTheNodesWordsAlone() {
        DataSet source = TestDerivation.chest().remove(Tag.SERIES_DESCRIPTION);
        assertThat(derivation.dataSet(source).string(Tag.SERIES_DESCRIPTION)).contains("AI bone suppression 1.2.3");
    }

    private static byte[] bytes(DataSet dataSet, int tag) {
        return ((Element.Value) dataSet.get(tag).orElseThrow()).bytes();
    }
}
