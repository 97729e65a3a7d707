package org.afterimage.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.Uid;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A test study is of nobody, never sent before, and otherwise what it was made from. */
class TestStudyTest {
    private static final Path HOME = Path.of("");
    private static final LocalDateTime NOON = LocalDateTime.of(2026, 11, 22, 12, 34, 56);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chest-bone-suppression",
                "chest-style",
                "ct-kernel-sharp-to-smooth",
                "ct-kernel-smooth-to-sharp",
                "mr-flair-synthesis"
            })
    void eachModelHasOneThatSaysThatItIsATest(String model) throws Exception {
        List<Path> sources = SimulatedStudy.forModel(model).orElseThrow().files(HOME);
        TestStudy.Written written = new TestStudy(NOON).write(sources, folder);
        assertThat(written.files()).hasSameSizeAs(sources).isNotEmpty();
        Set<String> instances = new HashSet<>();
        for (int i = 0; i < sources.size(); i++) {
            DataSet source =
                    Part10.readHeader(sources.get(i), Limits.defaults()).dataSet();
            DicomObject made = Part10.read(written.files().get(i), Limits.defaults());
            DataSet header = made.dataSet();
            assertThat(header.string(Tag.PATIENT_NAME)).contains("AFTERIMAGE^TEST");
            assertThat(header.string(Tag.PATIENT_ID)).contains("AFTERIMAGE-TEST");
            assertThat(header.string(Tag.ACCESSION_NUMBER)).contains("TEST261122123456");
            assertThat(header.string(Tag.STUDY_DESCRIPTION).orElseThrow()).startsWith("TEST");
            assertThat(header.string(Tag.STUDY_DATE)).contains("20261122");
            assertThat(header.string(Tag.STUDY_INSTANCE_UID)).contains(written.studyInstanceUid());
            for (int tag : new int[] {Tag.STUDY_INSTANCE_UID, Tag.SERIES_INSTANCE_UID, Tag.SOP_INSTANCE_UID}) {
                assertThat(header.string(tag))
                        .isNotEqualTo(source.string(tag))
                        .hasValueSatisfying(uid -> assertThat(Uid.isValid(uid)).isTrue());
            }
            assertThat(made.sopInstanceUid())
                    .isEqualTo(header.string(Tag.SOP_INSTANCE_UID).orElseThrow());
            assertThat(header.string(Tag.SOP_CLASS_UID)).isEqualTo(source.string(Tag.SOP_CLASS_UID));
            instances.add(made.sopInstanceUid());
        }
        assertThat(instances).hasSameSizeAs(sources);
    }

    @Test
    void seriesAndFramesOfReferenceStayTogetherAndAnotherIsAnotherStudy() throws Exception {
        List<Path> sources =
                SimulatedStudy.forModel("mr-flair-synthesis").orElseThrow().files(HOME);
        TestStudy.Written first = new TestStudy(NOON).write(sources, Files.createDirectory(folder.resolve("1")));
        TestStudy.Written second = new TestStudy(NOON).write(sources, Files.createDirectory(folder.resolve("2")));
        assertThat(second.studyInstanceUid()).isNotEqualTo(first.studyInstanceUid());
        assertThat(values(first.files(), Tag.SERIES_INSTANCE_UID))
                .hasSameSizeAs(values(sources, Tag.SERIES_INSTANCE_UID));
        assertThat(values(first.files(), Tag.FRAME_OF_REFERENCE_UID))
                .hasSameSizeAs(values(sources, Tag.FRAME_OF_REFERENCE_UID))
                .doesNotContainAnyElementsOf(values(sources, Tag.FRAME_OF_REFERENCE_UID));
    }

    @Test
    void anInstallationWithoutThemIsTold() {
        SimulatedStudy study = SimulatedStudy.forModel("chest-bone-suppression").orElseThrow();
        assertThatThrownBy(() -> study.files(folder)).isInstanceOf(NoSuchFileException.class);
        assertThat(SimulatedStudy.forModel("a-model-of-the-site")).isEmpty();
    }

    private static Set<String> values(List<Path> files, int tag) throws Exception {
        Set<String> values = new HashSet<>();
        for (Path file : files) {
            Part10.readHeader(file, Limits.defaults()).dataSet().string(tag).ifPresent(values::add);
        }
        return values;
    }
}
