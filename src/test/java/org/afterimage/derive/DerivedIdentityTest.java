package org.afterimage.derive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.Uid;
import org.afterimage.model.ModelCatalogue;
import org.afterimage.model.ModelPackage;
import org.afterimage.model.Sha256;
import org.afterimage.model.TestPackages;
import org.afterimage.synthesize.TestRadiographs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** UIDs and numbers of derived series. */
class DerivedIdentityTest {

    @TempDir
    Path models;

    @Test
    void theSameSourceAndModelGiveTheSameUidsAtAnyTimeOnAnyNode() {
        DerivedSeries first = derive(new TestDerivation(models));
        DeriveSettings elsewhere = new DeriveSettings(
                "OTHER",
                "M",
                "N",
                "9",
                "S",
                OffsetDateTime.parse("2031-01-01T00:00:00Z"),
                ContentQualification.PRODUCT);
        DerivedSeries second = derive(new TestDerivation(models).with(elsewhere));

        assertThat(second.seriesInstanceUid()).isEqualTo(first.seriesInstanceUid());
        assertThat(uid(second)).isEqualTo(uid(first));
        assertThat(Uid.isValid(first.seriesInstanceUid())).isTrue();
        assertThat(Uid.isValid(uid(first))).isTrue();
        assertThat(first.instances().get(0).dataSet().string(Tag.SOP_INSTANCE_UID))
                .contains(uid(first));
        assertThat(first.instances().get(0).dataSet().string(Tag.SERIES_INSTANCE_UID))
                .contains(first.seriesInstanceUid());
        assertThat(first.instances().get(0).dataSet().string(Tag.STUDY_INSTANCE_UID))
                .contains(TestRadiographs.STUDY);
    }

    /** If this fails, studies sent again to nodes in the field make a second series: raise the algorithm's revision knowingly. */
    @Test
    void theUidsOfAKnownSourceStayWhatTheyWere() throws IOException {
        DerivedUids uids = new DerivedUids(package1(models, "1.0", ""), "Algorithm 1", SeriesRole.BONE_SUPPRESSED);
        assertThat(uids.series(List.of("1.2.3"), List.of())).isEqualTo("2.25.181745736462647086578262759829896369318");
        assertThat(uids.instance(List.of("1.2.3.4"), List.of()))
                .isEqualTo("2.25.196018721529904198681973843255130977321");
    }

    @Test
    void whateverChangesThePixelsChangesTheUids() throws IOException {
        List<DerivedSeries> all = new ArrayList<>();
        all.add(derive(new TestDerivation(package1(models.resolve("a"), "1.0", ""))));
        all.add(derive(new TestDerivation(package1(models.resolve("b"), "1.1", ""))));
        all.add(derive(new TestDerivation(package1(models.resolve("c"), "1.0", "feather"))));
        all.add(derive(new TestDerivation(package1(models.resolve("a"), "1.0", "")).withAlgorithm("Test 2")));
        DataSet other = TestDerivation.chest()
                .putString(Tag.SOP_INSTANCE_UID, "2.25.2003")
                .putString(Tag.SERIES_INSTANCE_UID, "2.25.2002");
        assertThat(Set.copyOf(all.stream().map(DerivedSeries::seriesInstanceUid).toList()))
                .hasSize(4);
        assertThat(Set.copyOf(all.stream().map(DerivedIdentityTest::uid).toList()))
                .hasSize(4);
        assertThat(uid(new TestDerivation(package1(models.resolve("a"), "1.0", ""))
                        .series(TestRadiographs.series(other))))
                .isNotEqualTo(uid(all.get(0)));
    }

    @Test
    void anInstanceThatArrivesLateJoinsTheSeries() {
        DataSet late = TestDerivation.chest().putString(Tag.SOP_INSTANCE_UID, "2.25.1004");
        DerivedSeries early = derive(new TestDerivation(models));
        DerivedSeries complete =
                new TestDerivation(models).series(TestRadiographs.series(TestDerivation.chest(), late));

        assertThat(complete.seriesInstanceUid()).isEqualTo(early.seriesInstanceUid());
        assertThat(uid(complete)).isEqualTo(uid(early));
        assertThat(complete.instances().get(1).sopInstanceUid()).isNotEqualTo(uid(early));
        assertThat(complete.instances())
                .extracting(instance -> instance.source().sopInstanceUid())
                .containsExactly("2.25.1003", "2.25.1004");
    }

    @Test
    void theSeriesNumberIsAHundredTimesTheSourcesAndOne() {
        assertThat(derive(new TestDerivation(models)).seriesNumber()).isEqualTo(301);
        DataSet derived = new TestDerivation(models).dataSet(TestDerivation.chest());
        assertThat(derived.integer(Tag.SERIES_NUMBER)).hasValue(301);
    }

    @Test
    void aTakenSeriesNumberIsLeftToItsOwner() {
        String[] asked = new String[1];
        SeriesNumbers numbers = (number, uid) -> {
            asked[0] = uid;
            return Set.of(301, 311).contains(number);
        };
        DerivedSeries derived = derive(new TestDerivation(models).with(numbers));
        assertThat(derived.seriesNumber()).isEqualTo(321);
        assertThat(asked[0]).isEqualTo(derived.seriesInstanceUid());
    }

    @Test
    void aSourceWithoutANumberOrWithAHugeOneCountsAs99() {
        assertThat(SeriesNumbers.ALL_FREE.choose(-1, SeriesRole.BONE_SUPPRESSED, "1.2"))
                .isEqualTo(9901);
        assertThat(SeriesNumbers.ALL_FREE.choose(1_732_000_123, SeriesRole.BONE_SUPPRESSED, "1.2"))
                .isEqualTo(9901);
        assertThat(SeriesNumbers.ALL_FREE.choose(20_000_000, SeriesRole.BONE_SUPPRESSED, "1.2"))
                .isEqualTo(2_000_000_001);
    }

    private static DerivedSeries derive(TestDerivation derivation) {
        return derivation.series(TestRadiographs.series(TestDerivation.chest()));
    }

    private static String uid(DerivedSeries series) {
        return series.instances().get(0).sopInstanceUid();
    }

    private static ModelPackage package1(Path models, String version, String change) throws IOException {
        byte[] onnx = TestPackages.network("threshold_lung");
        String manifest = TestPackages.manifest("chest", version, Sha256.of(onnx), TestPackages.BONE_AND_LUNG);
        String text = change.isEmpty() ? manifest : manifest.replace("feather: 0.1", "feather: 0.2");
        TestPackages.write(models.resolve("chest").resolve(version), text, onnx);
        return ModelCatalogue.load(models).find("chest", Optional.empty()).orElseThrow();
    }
}
