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
    private SourceFiles() {}

    /** The source of a job. */
    static SourceSeries series(JobInput job) throws IOException {
        List<SourceInstance> instances = new ArrayList<>();
        for (JobInput.Source source : job.sources()) {
            instances.add(open(source.file()));
        }
        return new SourceSeries(job.studyInstanceUid(), job.seriesInstanceUid(), instances);
    }

    /** One file. */
    public static SourceInstance open(Path file) throws IOException {
        return new SourceInstance(file, Part10.read(file, Limits.defaults()));
    }
}
