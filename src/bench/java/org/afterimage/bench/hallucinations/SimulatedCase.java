package org.afterimage.bench.hallucinations;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.afterimage.check.DomainDecision;
import org.afterimage.dicom.data.Tag;
import org.afterimage.infer.LoadedModel;
import org.afterimage.model.ModelPackage;
import org.afterimage.synthesize.SourceInstance;
import org.afterimage.synthesize.SourceSeries;
import org.afterimage.synthesize.SynthesisException;
import org.afterimage.synthesize.SyntheticSeries;
import org.afterimage.work.SourceFiles;
import org.afterimage.work.Task;

/**
 * One simulated patient as {@code python3 -m held_out} writes it: a folder for each source, and masks beside them.
 *
 * @param id name of its folder
 * @param folder where it lies
 */
record SimulatedCase(String id, Path folder) {

    private static final Set<String> SOURCES = Set.of("source", "t1", "t2");

    /** The cases of a folder, by name. */
    static List<SimulatedCase> in(Path folder) throws IOException {
        try (Stream<Path> cases = Files.list(folder)) {
            return cases.filter(Files::isDirectory)
                    .map(one -> new SimulatedCase(one.getFileName().toString(), one))
                    .sorted(Comparator.comparing(SimulatedCase::id))
                    .toList();
        }
    }

    /** What the node makes of it, before anything is planted. */
    SyntheticSeries synthesise(ModelPackage model, LoadedModel network) throws IOException, SynthesisException {
        List<SourceSeries> series = new ArrayList<>();
        for (String name : SOURCES) {
            if (Files.isDirectory(folder.resolve(name))) {
                series.add(series(folder.resolve(name)));
            }
        }
        Task task = Task.of(model.manifest());
        DomainDecision domain = task.domain().decide(series, model.manifest());
        if (!domain.acceptsAny()) {
            throw new IOException(id + " is outside the model's domain: " + domain.reasons());
        }
        return task.synthesizer().synthesize(domain.accepted(), model, network);
    }

    /** The labels of a mask at the place of an image of the result; none where the case has no such mask. */
    int[] mask(String name, SourceInstance source) throws IOException {
        Path masks = folder.resolve(name);
        if (!Files.isDirectory(masks)) {
            return new int[0];
        }
        String number = source.object().dataSet().string(Tag.INSTANCE_NUMBER).orElse("1");
        for (SourceInstance mask : series(masks).instances()) {
            if (mask.object().dataSet().string(Tag.INSTANCE_NUMBER).orElse("1").equals(number)) {
                return mask.stored();
            }
        }
        throw new IOException(id + " has no mask " + name + " for instance " + number);
    }

    private static SourceSeries series(Path folder) throws IOException {
        List<SourceInstance> instances = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                instances.addAll(SourceFiles.open(file));
            }
        }
        SourceInstance first = instances.get(0);
        return new SourceSeries(
                first.object().dataSet().string(Tag.STUDY_INSTANCE_UID).orElseThrow(),
                first.object().dataSet().string(Tag.SERIES_INSTANCE_UID).orElseThrow(),
                instances);
    }
}
