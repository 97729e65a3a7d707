package org.afterimage.dicom.pixel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.afterimage.dicom.io.TransferSyntax;
import org.afterimage.dicom.pixel.CodeStreams.Sample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every compression, at every depth, decoded to the pixels of the original or to those of the reference decoders. */
class CodeStreamTest {

    static Stream<Sample> samples() throws IOException {
        return CodeStreams.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aCodeStreamIsDecodedToTheExpectedPixels(Sample sample) throws IOException {
        int[] decoded = new FrameReader(sample.object(sample.bytes())).stored(0);

        int[] expected = sample.expectedPixels();
        assertThat(decoded).hasSameSizeAs(expected);
        int largest = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs(decoded[i] - expected[i]));
        }
        assertThat(largest).isLessThanOrEqualTo(sample.tolerance());
    }

    @Test
    void everyTransferSyntaxOfTheJpegFamilyHasItsSamples() throws IOException {
        Set<String> tested =
                CodeStreams.all().map(sample -> sample.syntax().uid()).collect(Collectors.toSet());

        assertThat(tested)
                .contains(
                        TransferSyntax.JPEG_BASELINE.uid(),
                        TransferSyntax.JPEG_EXTENDED.uid(),
                        TransferSyntax.JPEG_LOSSLESS.uid(),
                        TransferSyntax.JPEG_LS_LOSSLESS.uid(),
                        TransferSyntax.JPEG_LS_NEAR_LOSSLESS.uid(),
                        TransferSyntax.JPEG_2000_LOSSLESS.uid(),
                        TransferSyntax.JPEG_2000.uid(),
                        TransferSyntax.HTJ2K_LOSSLESS.uid(),
                        "1.2.840.10008.1.2.4.202",
                        TransferSyntax.HTJ2K.uid());
    }
}
