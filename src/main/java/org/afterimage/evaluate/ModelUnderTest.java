package org.afterimage.evaluate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.afterimage.check.DomainViolation;
import org.afterimage.derive.SeriesNumbers;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.infer.LoadedModel;
import org.afterimage.model.ModelPackage;
import org.afterimage.synthesize.SourceInstance;
import org.afterimage.synthesize.SourceSeries;
import org.afterimage.synthesize.SynthesisException;
import org.afterimage.work.Pipeline;
import org.afterimage.work.SourceFiles;

/** Runs a model as the node does, from received files to the instances that would be sent: what is measured is what a reader would see. */
final class ModelUnderTest {

    private final Pipeline pipeline;
    private final ModelPackage model;
    private final LoadedModel network;

    ModelUnderTest(Pipeline pipeline, ModelPackage model, LoadedModel network) {
        this.pipeline = pipeline;
        this.model = model;
        this.network = network;
    }

    /**
     * What the node made of a case.
     *
     * @param stack the derived instances as they would be sent
     * @param held why the node would have held them for a person; empty when it would have sent them
     * @param seconds how long it took
     */
    record Output(ImageStack stack, String held, double seconds) {}

    /**
     * Runs the pipeline.
     *
     * @throws CaseSkippedException if the model does not accept every instance of the sources, or they cannot be read
     */
    Output run(PairCase one) throws CaseSkippedException {
        if (one.sources().isEmpty()) {
            throw new CaseSkippedException("The case has no folder with a source.");
        }
        List<SourceSeries> series = new ArrayList<>();
        for (Path folder : one.sources()) {
            series.add(series(folder));
        }
        long begin = System.nanoTime();
        Pipeline.Outcome outcome = run(series);
        double seconds = (System.nanoTime() - begin) / 1e9;
        List<DomainViolation> violations = outcome.domain().reasons();
        if (!(outcome instanceof Pipeline.Synthesised made) || !violations.isEmpty()) {
            throw new CaseSkippedException(
                    violations.stream().map(DomainViolation::sentence).collect(Collectors.joining(" ")));
        }
        List<DicomObject> objects = made.derived().instances().stream()
                .map(instance -> new DicomObject(new DataSet(), instance.transferSyntax(), instance.dataSet()))
                .toList();
        try {
            return new Output(
                    ImageStack.of("output", objects), made.heldBecause().orElse(""), seconds);
        } catch (IOException e) {
            throw new CaseSkippedException("The output can't be read back: " + e.getMessage(), e);
        }
    }

    private Pipeline.Outcome run(List<SourceSeries> series) throws CaseSkippedException {
        try {
            return pipeline.run(
                    series,
                    model,
                    network,
                    Instant.now(),
                    SeriesNumbers.ALL_FREE,
                    (stage, startedAt, millis, detail) -> {});
        } catch (SynthesisException e) {
            throw new CaseSkippedException(e.getMessage(), e);
        } catch (IOException | UncheckedIOException e) {
            throw new CaseSkippedException("The pixels of the source can't be read: " + e.getMessage(), e);
        }
    }

    private static SourceSeries series(Path folder) throws CaseSkippedException {
        String name = folder.getFileName().toString();
        List<SourceInstance> instances = new ArrayList<>();
        for (Path file : ImageStack.files(name, folder)) {
            try {
                instances.addAll(SourceFiles.open(file));
            } catch (IOException e) {
                throw new CaseSkippedException(
                        file.getFileName() + " of " + name + " can't be read: " + e.getMessage(), e);
            }
        }
        List<String> series = uids(instances, Tag.SERIES_INSTANCE_UID);
        if (series.size() != 1) {
            throw new CaseSkippedException(
                    "The folder " + name + " holds " + series.size() + " series instead of one.");
        }
        instances.sort(Comparator.comparingInt(instance ->
                instance.object().dataSet().integer(Tag.INSTANCE_NUMBER).orElse(0)));
        List<String> studies = uids(instances, Tag.STUDY_INSTANCE_UID);
        return new SourceSeries(studies.isEmpty() ? "" : studies.get(0), series.get(0), instances);
    }

    private static List<String> uids(List<SourceInstance> instances, int tag) {
        return instances.stream()
                .flatMap(instance -> instance.object().dataSet().string(tag).stream())
                .distinct()
                .toList();
    }
}
