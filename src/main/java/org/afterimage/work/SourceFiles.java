package org.afterimage.work;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.afterimage.synthesize.SourceInstance;
import org.afterimage.synthesize.SourceSeries;

/** Opens stored files as a source series; pixel data stay on disk until a stage asks for them. */
public final class SourceFiles {
    private static final long HEADER_BYTES = 1 << 20; // which nearly all attributes together fall short of

    private SourceFiles() {}

    /** The series of a job. */
    static List<SourceSeries> series(JobInput job) throws IOException {
        List<SourceSeries> all = new ArrayList<>();
        for (JobInput.Series series : job.series()) {
            List<SourceInstance> instances = Together.make(
                            series.sources().stream()
                                    .map(source -> (Together.Task<List<SourceInstance>>) () -> open(source.file()))
                                    .toList(),
                            HEADER_BYTES)
                    .stream()
                    .flatMap(List::stream)
                    .toList();
            all.add(new SourceSeries(job.studyInstanceUid(), series.seriesInstanceUid(), instances));
        }
        return all;
    }

    /** The images of one file: each frame of an Enhanced CT or MR instance, or else the instance itself. */
    public static List<SourceInstance> open(Path file) throws IOException {
        return SourceInstance.of(file, Part10.read(file, Limits.defaults()));
    }
}
