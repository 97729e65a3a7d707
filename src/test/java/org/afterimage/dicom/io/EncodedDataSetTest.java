package org.afterimage.dicom.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Element;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.VR;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncodedDataSetTest {

    private static final TransferSyntax IMPLICIT = TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN;
    private static final int LONG = 5 * EncodedDataSet.AHEAD;

    @TempDir
    private Path folder;

    @Test
    void theBytesAreThoseThatTheWriterWrites() throws IOException {
        for (DataSet dataSet : new DataSet[] {SampleDataSets.withNativePixels(), withLongValueOnDisk()}) {
            byte[] written = SampleDataSets.encode(dataSet, IMPLICIT);

            try (InputStream in = new EncodedDataSet(dataSet, IMPLICIT)) {
                assertThat(in.read()).isEqualTo(written[0] & 0xFF);
                byte[] rest = in.readAllBytes();
                assertThat(rest).hasSize(written.length - 1).endsWith(written[written.length - 1]);
                assertThat(in.read()).isNegative();
            }
            try (InputStream in = new EncodedDataSet(dataSet, IMPLICIT)) {
                assertThat(in.readAllBytes()).isEqualTo(written);
            }
        }
    }

    @Test
    void aFileThatBecameShorterIsAFailureAndNoEnd() throws IOException {
        DataSet dataSet = withLongValueOnDisk();
        Files.write(folder.resolve("value"), new byte[EncodedDataSet.AHEAD]);

        try (InputStream in = new EncodedDataSet(dataSet, IMPLICIT)) {
            assertThatThrownBy(in::readAllBytes)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("could not be encoded")
                    .hasMessageContaining("became shorter");
        }
    }

    @Test
    void closingEarlyEndsTheThread() throws IOException {
        InputStream in = new EncodedDataSet(withLongValueOnDisk(), IMPLICIT);
        assertThat(in.readNBytes(100)).hasSize(100);

        in.close();

        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("dicom-encode");
        assertThatThrownBy(in::read).isInstanceOf(IOException.class);
    }

    @Test
    void whatTheTransferSyntaxDoesNotAllowIsRefusedAtOnce() {
        assertThatThrownBy(() -> new EncodedDataSet(SampleDataSets.withRlePixels(), IMPLICIT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("encapsulated");
    }

    private DataSet withLongValueOnDisk() throws IOException {
        byte[] value = new byte[LONG];
        for (int i = 0; i < value.length; i++) {
            value[i] = (byte) (i * 31);
        }
        Path file = Files.write(folder.resolve("value"), value);
        return SampleDataSets.withNativePixels()
                .put(new Element.Bulk(Tag.PIXEL_DATA, VR.OB, file, 0, LONG, false, false));
    }
}
