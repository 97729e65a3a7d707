package org.afterimage.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.synthesize.SourceInstance;
import org.afterimage.synthesize.SourceSeries;
import org.afterimage.synthesize.TestRadiographs;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeriesSizeTest {
    private static final long MIB = 1L << 20;

    @ParameterizedTest
    @CsvSource({"1024, 512, 2000", "1024, 512, 5200", "1024, 1024, 2000", "192, 512, 200", "256, 1024, 300"})
    void aLongSeriesFitsWhereItsSlicesAreMadeOneByOne(long heap, int side, int slices) {
        assertThat(SeriesSize.checkSlices(series(side, slices), heap * MIB)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1024, 512, 6000, The series has 6000 slices of 0.3 million pixels; with its memory this node can work on 5273 of them.",
        "128, 1024, 2, The series has 2 slices of 1.0 million pixels; with its memory this node can work on 0 of them.",
    })
    void oneThatIsTooLongIsRefusedInWords(long heap, int side, int slices, String words) {
        List<DomainViolation> against = SeriesSize.checkSlices(series(side, slices), heap * MIB);
        assertThat(against).extracting(DomainViolation::code).containsExactly(SeriesSize.SERIES_SIZE);
        assertThat(against.get(0).sentence()).startsWith(words).contains("AFTERIMAGE_JAVA_OPTS");
    }

    private static SourceSeries series(int side, int slices) {
        SourceInstance slice = TestRadiographs.instance(
                new DataSet().putIntegers(Tag.ROWS, side).putIntegers(Tag.COLUMNS, side));
        return new SourceSeries("2.25.1", "2.25.2", Collections.nCopies(slices, slice));
    }
}
