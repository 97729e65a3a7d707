package org.afterimage.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MrContrastTest {
    /** Protocols as scanners of several makers run them; times in ms, flip angles in degrees. */
    @ParameterizedTest
    @CsvSource({
        // sequence, variant, TR, TE, TI, flip, contrast
        "SE, SK, 500, 12, , 90, T1",
        "SE, SK\\SP\\OSP, 3800, 99, , 150, T2",
        "SE, SK, 2800, 15, , 180, PD",
        "SE, SK, 1350, 45, , 90, UNKNOWN",
        "SE\\IR, SK\\SP\\MP, 9000, 81, 2500, 150, FLAIR",
        "SE\\IR, SK, 5000, 388, 1800, 120, FLAIR",
        "SE\\IR, SK, 4500, 60, 160, 180, STIR",
        "SE\\IR, SK, 2000, 12, 860, 150, T1",
        "GR\\IR, SP\\MP, 2300, 2.98, 900, 9, T1",
        "GR\\IR, SS\\SP, 7.2, 3.1, 450, 12, T1",
        "GR, SP, 5.2, 2.4, , 12, T1",
        "GR, SP, 28, 20, , 15, T2_STAR",
        "GR, SK, 620, 20, , 20, T2_STAR",
        "GR, SS, 4.3, 2.1, , 60, BALANCED",
        "EP, SK, 3000, 30, , 90, UNKNOWN",
        "EP\\GR, SK, 3000, 30, , 90, T2_STAR",
        "SE\\IR, SK, 9000, 81, , 150, UNKNOWN",
        "SE, SK, , 81, , 150, UNKNOWN",
    })
    void theTimesTellWhatASeriesShows(
            String sequence, String variant, Double tr, Double te, Double ti, Double flip, MrContrast contrast) {
        DataSet header = new DataSet()
                .putString(Tag.MODALITY, "MR")
                .putString(Tag.SERIES_DESCRIPTION, "T1 T2 FLAIR") // free text must not matter
                .putString(Tag.SCANNING_SEQUENCE, sequence.split("\\\\", -1))
                .putString(Tag.SEQUENCE_VARIANT, variant.split("\\\\", -1));
        put(header, Tag.REPETITION_TIME, tr);
        put(header, Tag.ECHO_TIME, te);
        put(header, Tag.INVERSION_TIME, ti);
        put(header, Tag.FLIP_ANGLE, flip);
        assertThat(MrContrast.of(header)).contains(contrast);
    }

    @Test
    void imageTypeAndBValueTellWhatTheTimesDoNot() {
        assertThat(MrContrast.of(TestSeries.mr("SE\\EP", 5000, 80).putDecimals(Tag.DIFFUSION_B_VALUE, 0)))
                .contains(MrContrast.DWI);
        assertThat(MrContrast.of(TestSeries.mr("EP", 5000, 80)
                        .putString(Tag.IMAGE_TYPE, "DERIVED", "PRIMARY", "DIFFUSION", "ADC")))
                .contains(MrContrast.ADC);
        assertThat(MrContrast.of(
                        TestSeries.mr("GR", 20, 5).putString(Tag.IMAGE_TYPE, "ORIGINAL", "PRIMARY", "LOCALIZER")))
                .contains(MrContrast.LOCALIZER);
        assertThat(MrContrast.of(TestSeries.mr("GR", 22, 4).putString(Tag.ANGIO_FLAG, "Y")))
                .contains(MrContrast.ANGIO);
    }

    @Test
    void whatIsNoMrHasNoMrContrast() {
        assertThat(MrContrast.of(TestSeries.mr("SE", 500, 12).putString(Tag.MODALITY, "CT")))
                .isEmpty();
    }

    @Test
    void enhancedMrSaysItInItsFunctionalGroups() {
        DataSet stated = enhanced(new DataSet()
                .putItems(
                        Tag.MR_IMAGE_FRAME_TYPE_SEQUENCE,
                        new DataSet()
                                .putString(Tag.FRAME_TYPE, "ORIGINAL", "PRIMARY", "VOLUME", "NONE")
                                .putString(Tag.ACQUISITION_CONTRAST, "FLUID_ATTENUATED")));
        assertThat(MrContrast.of(stated)).contains(MrContrast.FLAIR);
        DataSet timed = enhanced(new DataSet()
                        .putItems(
                                Tag.MR_IMAGE_FRAME_TYPE_SEQUENCE,
                                new DataSet().putString(Tag.ACQUISITION_CONTRAST, "UNKNOWN"))
                        .putItems(
                                Tag.MR_TIMING_AND_RELATED_PARAMETERS_SEQUENCE,
                                new DataSet().putDecimals(Tag.REPETITION_TIME, 9000))
                        .putItems(Tag.MR_ECHO_SEQUENCE, new DataSet().putDecimals(Tag.EFFECTIVE_ECHO_TIME, 81))
                        .putItems(
                                Tag.MR_MODIFIER_SEQUENCE,
                                new DataSet()
                                        .putString(Tag.INVERSION_RECOVERY, "YES")
                                        .putDecimals(Tag.INVERSION_TIMES, 2500)))
                .putString(Tag.ECHO_PULSE_SEQUENCE, "SPIN");
        assertThat(MrContrast.of(timed)).contains(MrContrast.FLAIR);
        DataSet diffusion = enhanced(new DataSet())
                .putItems(
                        Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE,
                        new DataSet(),
                        new DataSet()
                                .putItems(
                                        Tag.MR_DIFFUSION_SEQUENCE,
                                        new DataSet().putDecimals(Tag.DIFFUSION_B_VALUE, 1000)));
        assertThat(MrContrast.of(diffusion)).contains(MrContrast.DWI);
    }

    @ParameterizedTest
    @CsvSource({"t1, T1", "t2, T2", "localizer, LOCALIZER"})
    void theHeadOfTheFixturesIsWhatItIs(String series, MrContrast contrast) throws IOException {
        Path file = Path.of("test-fixtures/head-mr", series, "001.dcm");
        DataSet header = Part10.readHeader(file, Limits.defaults()).dataSet();
        assertThat(MrContrast.of(header)).contains(contrast);
    }

    private static DataSet enhanced(DataSet shared) {
        return new DataSet()
                .putString(Tag.MODALITY, "MR")
                .putString(Tag.NUMBER_OF_FRAMES, "2")
                .putItems(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE, shared);
    }

    private static void put(DataSet header, int tag, Double value) {
        if (value != null) {
            header.putDecimals(tag, value);
        }
    }
}
