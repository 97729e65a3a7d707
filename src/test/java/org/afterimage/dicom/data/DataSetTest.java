package org.afterimage.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataSetTest {

    private final DataSet dataSet = new DataSet();

    @Test
    void aCharacterSetThatClaimsToBeLocalTextDoesNotAskForItself() {
        DataSet dataSet = new DataSet()
                .putBytes(Tag.SPECIFIC_CHARACTER_SET, VR.LO, "ISO_IR 192".getBytes(StandardCharsets.US_ASCII))
                .putBytes(Tag.PATIENT_NAME, VR.PN, "Jörg".getBytes(StandardCharsets.UTF_8));

        assertThat(dataSet.string(Tag.PATIENT_NAME)).contains("Jörg");
    }

    @Test
    void elementsStandInTheOrderOfTheirTagsTakenAsUnsigned() {
        dataSet.putString(Tag.PATIENT_ID, "1").putBytes(Tag.DATA_SET_TRAILING_PADDING, VR.OB, new byte[2]);
        dataSet.putString(Tag.MODALITY, "CR");

        List<Integer> tags = new ArrayList<>();
        dataSet.forEach(element -> tags.add(element.tag()));

        assertThat(tags).containsExactly(Tag.MODALITY, Tag.PATIENT_ID, Tag.DATA_SET_TRAILING_PADDING);
    }

    @Test
    void textIsPaddedToAnEvenLengthAndReadWithoutPadding() {
        dataSet.putString(Tag.MODALITY, "MRI").putString(Tag.SOP_CLASS_UID, "1.2.3");

        assertThat(bytes(Tag.MODALITY)).isEqualTo(ascii("MRI "));
        assertThat(bytes(Tag.SOP_CLASS_UID)).isEqualTo(ascii("1.2.3\0"));
        assertThat(dataSet.string(Tag.MODALITY)).contains("MRI");
        assertThat(dataSet.string(Tag.SOP_CLASS_UID)).contains("1.2.3");
    }

    @Test
    void anEmptyValueIsPresentAndHasNoText() {
        dataSet.putEmpty(Tag.ACCESSION_NUMBER).putBytes(Tag.STUDY_ID, VR.SH, ascii("  "));

        assertThat(dataSet.contains(Tag.ACCESSION_NUMBER)).isTrue();
        assertThat(dataSet.string(Tag.ACCESSION_NUMBER)).isEmpty();
        assertThat(dataSet.strings(Tag.STUDY_ID)).isEmpty();
        assertThat(dataSet.string(Tag.PATIENT_ID)).isEmpty();
    }

    @Test
    void backslashesSeparateValuesExceptInTexts() {
        dataSet.putString(Tag.IMAGE_TYPE, "DERIVED", "SECONDARY", "");
        dataSet.putBytes(Tag.IMAGE_COMMENTS, VR.LT, ascii("C:\\temp "));

        assertThat(dataSet.strings(Tag.IMAGE_TYPE)).containsExactly("DERIVED", "SECONDARY", "");
        assertThat(dataSet.strings(Tag.IMAGE_COMMENTS)).containsExactly("C:\\temp");
    }

    @Test
    void leadingSpacesAreInsignificantInCodesAndKeptInTexts() {
        dataSet.putBytes(Tag.MODALITY, VR.CS, ascii(" CT ")).putBytes(Tag.IMAGE_COMMENTS, VR.LT, ascii("  indented  "));

        assertThat(dataSet.string(Tag.MODALITY)).contains("CT");
        assertThat(dataSet.string(Tag.IMAGE_COMMENTS)).contains("  indented");
    }

    @Test
    void numbersAreReadAlikeFromTextAndBinary() {
        dataSet.putIntegers(Tag.INSTANCE_NUMBER, 7)
                .putIntegers(Tag.ROWS, 65535)
                .putIntegers(Tag.PIXEL_PADDING_VALUE, VR.SS, -2000)
                .putIntegers(Tag.of(0x0018, 0x6020), VR.SL, Integer.MIN_VALUE)
                .putDecimals(Tag.PIXEL_SPACING, 0.143, 0.143)
                .putDecimals(Tag.of(0x0018, 0x9087), 1000.5);

        assertThat(dataSet.integer(Tag.INSTANCE_NUMBER)).hasValue(7);
        assertThat(dataSet.integer(Tag.ROWS)).hasValue(65535);
        assertThat(dataSet.integer(Tag.PIXEL_PADDING_VALUE)).hasValue(-2000);
        assertThat(dataSet.integer(Tag.of(0x0018, 0x6020))).hasValue(Integer.MIN_VALUE);
        assertThat(dataSet.decimals(Tag.PIXEL_SPACING)).containsExactly(0.143, 0.143);
        assertThat(dataSet.decimal(Tag.of(0x0018, 0x9087))).hasValue(1000.5);
        assertThat(dataSet.string(Tag.ROWS)).contains("65535");
    }

    @Test
    void aDecimalStringOfAWholeNumberIsAnInteger() {
        dataSet.putBytes(Tag.WINDOW_CENTER, VR.DS, ascii("40.0"));

        assertThat(dataSet.integer(Tag.WINDOW_CENTER)).hasValue(40);
    }

    @Test
    void aNumberOfAMillionDigitsIsNoneAndTakesNoTime() {
        dataSet.putBytes(Tag.SLICE_THICKNESS, VR.DS, ascii("1".repeat(1_000_000)));
        dataSet.putBytes(Tag.NUMBER_OF_FRAMES, VR.IS, ascii("0".repeat(1_000_000)));

        assertTimeout(
                Duration.ofSeconds(2),
                () -> assertThat(dataSet.decimals(Tag.SLICE_THICKNESS)).isEmpty());
        assertThat(dataSet.integer(Tag.NUMBER_OF_FRAMES)).isEmpty();
        dataSet.putBytes(Tag.SLICE_THICKNESS, VR.DS, ascii("0.30000000000000000444"));
        assertThat(dataSet.decimal(Tag.SLICE_THICKNESS)).hasValue(0.3);
    }

    @Test
    void whatIsNoNumberIsAbsent() {
        dataSet.putBytes(Tag.INSTANCE_NUMBER, VR.IS, ascii("seven "))
                .putBytes(Tag.ROWS, VR.US, new byte[] {1})
                .putBytes(Tag.WINDOW_WIDTH, VR.DS, ascii("1.5 "))
                .putBytes(Tag.SERIES_NUMBER, VR.IS, ascii("99999999999 "))
                .put(new Element.Value(Tag.COLUMNS, VR.US, new byte[3]));

        assertThat(dataSet.integer(Tag.INSTANCE_NUMBER)).isEmpty();
        assertThat(dataSet.integer(Tag.WINDOW_WIDTH)).isEmpty();
        assertThat(dataSet.decimal(Tag.WINDOW_WIDTH)).hasValue(1.5);
        assertThat(dataSet.integer(Tag.SERIES_NUMBER)).isEmpty();
        assertThat(dataSet.integer(Tag.COLUMNS)).isEmpty();
    }

    @Test
    void theSignOfUsOrSsFollowsPixelRepresentation() {
        dataSet.putIntegers(Tag.PIXEL_REPRESENTATION, 1).putIntegers(Tag.PIXEL_PADDING_VALUE, -1);

        assertThat(dataSet.get(Tag.PIXEL_PADDING_VALUE).orElseThrow().vr()).isEqualTo(VR.SS);
        assertThatThrownBy(() -> new DataSet().putIntegers(Tag.PIXEL_PADDING_VALUE, -1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anElementSentAsUnknownIsReadWithTheVrOfTheDictionary() {
        dataSet.putBytes(Tag.PATIENT_ID, VR.UN, ascii("ID7 ")).putBytes(Tag.ROWS, VR.UN, new byte[] {0, 2});

        assertThat(dataSet.string(Tag.PATIENT_ID)).contains("ID7");
        assertThat(dataSet.integer(Tag.ROWS)).hasValue(512);
    }

    @ParameterizedTest
    @CsvSource({
        "0.1, 0.1",
        "-1024, -1024",
        "0.3333333333333333, 0.33333333333333",
        "-0.3333333333333333, -0.3333333333333",
        "1e22, 1E+22",
        "1.2345678904321e-300, 1.23456789E-300",
        "0, 0"
    })
    void decimalStringsHoldAsManyDigitsAsFit(double value, String text) {
        dataSet.putDecimals(Tag.SLICE_LOCATION, value);

        assertThat(dataSet.string(Tag.SLICE_LOCATION).orElseThrow()).hasSizeLessThanOrEqualTo(16);
        assertThat(dataSet.decimal(Tag.SLICE_LOCATION).orElseThrow()).isCloseTo(value, Percentage.withPercentage(1e-6));
        assertThat(dataSet.string(Tag.SLICE_LOCATION)).contains(text);
    }

    @Test
    void valuesThatBreakTheRulesOfTheirVrAreRefused() {
        assertRefused(() -> dataSet.putString(Tag.MODALITY, "seventeen letters"));
        assertRefused(() -> dataSet.putString(Tag.MODALITY, "cr"));
        assertRefused(() -> dataSet.putString(Tag.SOP_INSTANCE_UID, "../PWNED"));
        assertRefused(() -> dataSet.putString(Tag.SERIES_DESCRIPTION, "x".repeat(65)));
        assertRefused(() -> dataSet.putString(Tag.SERIES_DESCRIPTION, "a\\b"));
        assertRefused(() -> dataSet.putString(Tag.IMAGE_COMMENTS, "a", "b"));
        assertRefused(() -> dataSet.putString(Tag.STUDY_DATE, "1.1.2026"));
        assertRefused(() -> dataSet.putString(Tag.INSTANCE_NUMBER, "seven"));
        assertRefused(() -> dataSet.putString(Tag.ROWS, "512"));
        assertRefused(() -> dataSet.putIntegers(Tag.ROWS, 65536));
        assertRefused(() -> dataSet.putIntegers(Tag.PATIENT_ID, 1));
        assertRefused(() -> dataSet.putDecimals(Tag.SLICE_LOCATION, Double.NaN));
        assertThat(dataSet.isEmpty()).isTrue();
    }

    @Test
    void aRefusalDoesNotRepeatTheValue() {
        assertThatThrownBy(() -> dataSet.putString(Tag.PATIENT_NAME, "Müller^Erika"))
                .hasMessageNotContaining("Erika");
        assertThatThrownBy(() -> dataSet.putString(Tag.PATIENT_ID, "secret\\number"))
                .hasMessageNotContaining("secret");
    }

    @Test
    void aPersonNameIsLimitedForEachGroupOfComponents() {
        String group = "x".repeat(64);

        dataSet.putString(Tag.PATIENT_NAME, group + "=" + group + "=" + group);

        assertThat(dataSet.string(Tag.PATIENT_NAME).orElseThrow()).hasSize(3 * 64 + 2);
        assertRefused(() -> dataSet.putString(Tag.PATIENT_NAME, group + "x"));
    }

    @Test
    void textIsEncodedInTheDataSetsOwnCharacterSet() {
        dataSet.putString(Tag.SPECIFIC_CHARACTER_SET, "ISO_IR 192").putString(Tag.PATIENT_NAME, "Παράδειγμα^Ελένη");

        assertThat(bytes(Tag.PATIENT_NAME)).startsWith("Παράδειγμα^Ελένη".getBytes(StandardCharsets.UTF_8));
        assertThat(dataSet.string(Tag.PATIENT_NAME)).contains("Παράδειγμα^Ελένη");
    }

    @Test
    void itemsInheritTheCharacterSetUnlessTheyHaveTheirOwn() {
        dataSet.putString(Tag.SPECIFIC_CHARACTER_SET, "ISO_IR 100");
        DataSet inheriting = dataSet.newItem().putString(Tag.CODE_MEANING, "Röntgen");
        DataSet own = dataSet.newItem()
                .putString(Tag.SPECIFIC_CHARACTER_SET, "ISO_IR 192")
                .putString(Tag.CODE_MEANING, "Röntgen");
        dataSet.putItems(Tag.DERIVATION_CODE_SEQUENCE, inheriting, own);

        assertThat(dataSet.items(Tag.DERIVATION_CODE_SEQUENCE))
                .extracting(item -> item.string(Tag.CODE_MEANING).orElseThrow())
                .containsExactly("Röntgen", "Röntgen");
        assertThat(((Element.Value) own.get(Tag.CODE_MEANING).orElseThrow()).bytes())
                .isNotEqualTo(((Element.Value) inheriting.get(Tag.CODE_MEANING).orElseThrow()).bytes());
    }

    @Test
    void copiedElementsKeepTheirBytesAndLeaveTheirSourceAlone() {
        dataSet.putString(Tag.SPECIFIC_CHARACTER_SET, "ISO_IR 100").putString(Tag.PATIENT_NAME, "Prüfstück^Jörg");
        dataSet.putItems(Tag.REQUEST_ATTRIBUTES_SEQUENCE, new DataSet().putString(Tag.REQUESTED_PROCEDURE_ID, "7"));

        DataSet copy = new DataSet()
                .copy(
                        dataSet,
                        Tag.SPECIFIC_CHARACTER_SET,
                        Tag.PATIENT_NAME,
                        Tag.PATIENT_ID,
                        Tag.REQUEST_ATTRIBUTES_SEQUENCE);
        copy.item(Tag.REQUEST_ATTRIBUTES_SEQUENCE).orElseThrow().putString(Tag.REQUESTED_PROCEDURE_ID, "8");

        assertThat(copy.get(Tag.PATIENT_NAME)).isEqualTo(dataSet.get(Tag.PATIENT_NAME));
        assertThat(copy.contains(Tag.PATIENT_ID)).isFalse();
        assertThat(dataSet.item(Tag.REQUEST_ATTRIBUTES_SEQUENCE).orElseThrow().string(Tag.REQUESTED_PROCEDURE_ID))
                .contains("7");
    }

    @Test
    void aShallowCopyCanBeChangedOnItsOwn() {
        dataSet.putString(Tag.PATIENT_ID, "7").putItems(Tag.SOURCE_IMAGE_SEQUENCE, new DataSet());

        DataSet copy = dataSet.shallowCopy().remove(Tag.PATIENT_ID);
        copy.item(Tag.SOURCE_IMAGE_SEQUENCE).orElseThrow().putString(Tag.PATIENT_ID, "8");

        assertThat(dataSet.string(Tag.PATIENT_ID)).contains("7");
        assertThat(dataSet.item(Tag.SOURCE_IMAGE_SEQUENCE).orElseThrow().isEmpty())
                .isTrue();
    }

    @Test
    void privateElementsAreRemovedAtEveryDepth() {
        DataSet item = new DataSet().putString(0x00190010, VR.LO, "MAKER 1").putString(Tag.CODE_MEANING, "kept");
        dataSet.putBytes(0x00191001, VR.UN, new byte[2]).putItems(Tag.SOURCE_IMAGE_SEQUENCE, item);

        dataSet.removePrivate();

        assertThat(dataSet.size()).isEqualTo(1);
        assertThat(dataSet.item(Tag.SOURCE_IMAGE_SEQUENCE).orElseThrow().size()).isEqualTo(1);
    }

    @Test
    void aDataSetPrintsItsTagsAndNoValues() {
        dataSet.putString(Tag.PATIENT_NAME, "Doe^Jane");

        assertThat(dataSet.toString()).contains("(0010,0010)").doesNotContain("Doe");
    }

    private byte[] bytes(int tag) {
        return ((Element.Value) dataSet.get(tag).orElseThrow()).bytes();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static void assertRefused(ThrowingCallable action) {
        assertThatThrownBy(action).isInstanceOf(IllegalArgumentException.class);
    }
}
