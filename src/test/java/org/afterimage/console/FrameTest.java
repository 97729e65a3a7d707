package org.afterimage.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameTest {
    private static final Frame FRAME =
            new Frame(Optional.empty(), "", Locale.ENGLISH, "", "NODE", 0, "/", Optional.empty(), false, "");
    private static final Frame GERMAN =
            new Frame(Optional.empty(), "", Locale.GERMAN, "", "NODE", 0, "/", Optional.empty(), false, "");

    @ParameterizedTest
    @CsvSource({
        "Doe^Jane, 'Doe, Jane'",
        "Doe^Jane^^Dr, 'Doe, Jane'",
        "Doe, Doe",
        "Doe^, Doe",
        "Yamada^Tarou=山田^太郎, 'Yamada, Tarou'",
        "'', \u2013",
        ", \u2013"
    })
    void aPersonIsWrittenFamilyNameFirst(String dicom, String words) {
        assertThat(FRAME.person(dicom)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"20260131, 2026-01-31", "1/2/26, 1/2/26", ", \u2013"})
    void aDateIsWrittenWithDashesWhereItIsOne(String dicom, String words) {
        assertThat(FRAME.date(dicom)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 B", "1023, 1023 B", "1024, 1.0 KiB", "1572864, 1.5 MiB", "9223372036854775807, 8192.0 PiB"})
    void aSizeHasTheUnitThatFits(long bytes, String words) {
        assertThat(FRAME.bytes(bytes)).isEqualTo(words);
    }

    @Test
    void numbersAreWrittenAsTheReaderDoes() {
        assertThat(FRAME.count(1_234_567)).isEqualTo("1,234,567");
        assertThat(GERMAN.count(1_234_567)).isEqualTo("1.234.567");
        assertThat(GERMAN.took(12_345)).isEqualTo("12,3 s");
    }

    @Test
    void whoIsNotSignedInMayNothing() {
        assertThat(FRAME.may("VIEW")).isFalse();
        assertThat(FRAME.signedIn()).isFalse();
    }
}
