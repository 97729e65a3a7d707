package org.afterimage.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.dicom.pixel.FunctionalGroups;
import org.afterimage.dicom.pixel.PatientVector;
import org.afterimage.dicom.pixel.PixelReader;
import org.afterimage.testing.Peers;
import org.afterimage.testing.ProcessPeer;
import org.afterimage.testing.Python;

/** What pydicom and dcmtk find in an Enhanced instance is what this node wrote. */
final class OtherReaders {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private OtherReaders() {}

    /** Number, place and pixels of each frame by pydicom; the last frame as a picture by dcmtk. */
    static void checkFrames(Path file, DicomObject written) throws IOException, InterruptedException {
        String found = Python.run(List.of("numpy", "pydicom"), """
                import sys, numpy, pydicom
                image = pydicom.dcmread(sys.argv[1])
                pixels = image.pixel_array
                for frame, groups in enumerate(image.PerFrameFunctionalGroupsSequence):
                    print('%.3f %.3f %.3f' % tuple(groups.PlanePositionSequence[0].ImagePositionPatient), pixels[frame].sum())
                print(image.NumberOfFrames, *pixels.shape)
                """, file.toString());
        assertThat(found.strip().lines())
                .containsExactlyElementsOf(ours(written).lines().toList());

        int frames = FunctionalGroups.of(written.dataSet()).frames();
        Peers.require("dcm2pnm");
        Path picture = file.resolveSibling(file.getFileName() + ".pgm");
        ProcessPeer.Result result =
                ProcessPeer.run(file.getParent(), LIMIT, "dcm2pnm", "+Wm", "+op", "--frame", frames, file, picture);
        assertThat(result.exitStatus()).as(result.output()).isZero();
        assertThat(Files.readAllBytes(picture)).startsWith("P5".getBytes());
    }

    private static String ours(DicomObject written) throws IOException {
        FunctionalGroups groups = FunctionalGroups.of(written.dataSet());
        StringBuilder lines = new StringBuilder();
        for (int frame = 0; frame < groups.frames(); frame++) {
            PatientVector place = groups.frame(frame).position().orElseThrow();
            long sum = Arrays.stream(PixelReader.frame(written, frame))
                    .asLongStream()
                    .sum();
            lines.append(String.format(Locale.ROOT, "%.3f %.3f %.3f %d%n", place.x(), place.y(), place.z(), sum));
        }
        int rows = written.dataSet().integer(Tag.ROWS).orElseThrow();
        int columns = written.dataSet().integer(Tag.COLUMNS).orElseThrow();
        return lines + String.format("%d %d %d %d", groups.frames(), groups.frames(), rows, columns);
    }
}
