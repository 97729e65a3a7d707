package org.afterimage.derive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Element;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.io.TransferSyntax;
import org.afterimage.dicom.pixel.PixelFormat;
import org.afterimage.dicom.pixel.PixelReader;
import org.afterimage.dicom.pixel.Window;
import org.afterimage.synthesize.PaddingRange;
import org.afterimage.synthesize.SourceInstance;
import org.afterimage.synthesize.SourceSeries;
import org.afterimage.synthesize.SyntheticInstance;
import org.afterimage.synthesize.SyntheticSeries;
import org.afterimage.testing.Peers;
import org.afterimage.testing.Validator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The simulated CT and MR studies of {@code test-fixtures}, derived without a network and written as files: what is checked here are tags, so
 * that the pixels are simple sums.
 */
class DerivedVolumeFixtureTest {

    private static final Path FIXTURES = Path.of("test-fixtures");
    private static final int SLICES = 3;

    @TempDir
    Path folder;

    @Test
    void validatorsFindNoErrorInADerivedCtSeries() throws Exception {
        SourceSeries sharp = read("thorax-ct/sharp");
        List<SyntheticInstance> instances = new ArrayList<>();
        for (SourceInstance instance : sharp.instances()) {
            DataSet header = instance.object().dataSet();
            int[] stored = PixelReader.frame(instance.object(), 0);
            int[] less = stored.clone();
            for (int i = 0; i < less.length; i++) {
                less[i]--;
            }
            instances.add(SyntheticInstance.ofOne(
                    instance,
                    PixelFormat.of(header),
                    stored,
                    less,
                    PaddingRange.of(header, true),
                    TestVolumes.evidence(),
                    TestVolumes.times()));
        }
        DerivedSeries derived = TestVolumes.derive(
                TestVolumes.kernelModel(folder.resolve("models")),
                new SyntheticSeries(List.of(sharp), "Test 1", TestVolumes.KERNEL_WORDS, List.of(), instances));
        check(derived, List.of(sharp));

        DicomObject read = Part10.read(folder.resolve("derived-1.dcm"), Limits.defaults());
        int[] pixels = PixelReader.frame(read, 0);
        assertThat(pixels[0]).as("padding in the corner").isEqualTo(-2000);
        assertThat(pixels[256 * 512 + 256]).isEqualTo(instances.get(0).sourceStored()[256 * 512 + 256] - 1);
    }

    @Test
    void validatorsFindNoErrorInADerivedMrSeries() throws Exception {
        SourceSeries t1 = read("head-mr/t1");
        SourceSeries t2 = read("head-mr/t2");
        List<SyntheticInstance> instances = new ArrayList<>();
        for (int k = 0; k < SLICES; k++) {
            SourceInstance one = t1.instances().get(k);
            SourceInstance two = t2.instances().get(k);
            int[] stored = PixelReader.frame(two.object(), 0);
            int[] other = PixelReader.frame(one.object(), 0);
            int[] mean = new int[stored.length];
            for (int i = 0; i < mean.length; i++) {
                mean[i] = (stored[i] + other[i]) / 2;
            }
            instances.add(new SyntheticInstance(
                    List.of(two, one),
                    PixelFormat.of(two.object().dataSet()),
                    stored,
                    mean,
                    PaddingRange.NONE,
                    false,
                    true,
                    List.of(new Window(1000, 2000)),
                    TestVolumes.evidence(),
                    TestVolumes.times()));
        }
        DerivedSeries derived = TestVolumes.derive(
                TestVolumes.flairModel(folder.resolve("models")),
                new SyntheticSeries(List.of(t2, t1), "Test 1", "", List.of(), instances));
        check(derived, List.of(t1, t2));
    }

    /** Each derived object alone, all of them with their sources as one study, and the patient's and study's bytes. */
    private void check(DerivedSeries derived, List<SourceSeries> sources) throws IOException {
        Peers.require("dciodvfy");
        Peers.require("dcentvfy");
        List<Path> study = new ArrayList<>();
        for (SourceSeries source : sources) {
            source.instances().forEach(instance -> study.add(instance.file()));
        }
        for (DerivedInstance instance : derived.instances()) {
            Path file = folder.resolve("derived-" + (study.size() - sources.size() * SLICES + 1) + ".dcm");
            Part10.write(file, instance.dataSet(), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
            study.add(file);
            assertThat(Validator.errors(file)).isEmpty();
            assertSamePatient(instance.source().object().dataSet(), file);
        }
        assertThat(Validator.inconsistencies(folder, study)).isEmpty();
    }

    private static void assertSamePatient(DataSet source, Path file) throws IOException {
        DataSet derived = Part10.readHeader(file, Limits.defaults()).dataSet();
        int copied = 0;
        for (Element element : source) {
            int group = Tag.group(element.tag());
            if (group == 0x0010 || element.tag() == Tag.SPECIFIC_CHARACTER_SET) {
                assertThat(derived.get(element.tag()))
                        .as(Tag.toString(element.tag()))
                        .contains(element);
                copied++;
            }
        }
        assertThat(copied).isGreaterThan(6);
    }

    private static SourceSeries read(String fixture) throws IOException {
        try (Stream<Path> files = Files.list(FIXTURES.resolve(fixture))) {
            List<SourceInstance> instances = new ArrayList<>();
            for (Path file : files.sorted().limit(SLICES).toList()) {
                instances.add(new SourceInstance(file, Part10.read(file, Limits.defaults())));
            }
            DataSet first = instances.get(0).object().dataSet();
            return new SourceSeries(
                    first.string(Tag.STUDY_INSTANCE_UID).orElseThrow(),
                    first.string(Tag.SERIES_INSTANCE_UID).orElseThrow(),
                    instances);
        }
    }
}
