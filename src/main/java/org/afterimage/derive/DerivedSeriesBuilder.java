package org.afterimage.derive;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.afterimage.check.CheckResult;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.TransferSyntax;
import org.afterimage.model.ModelPackage;
import org.afterimage.synthesize.SourceInstance;
import org.afterimage.synthesize.SourceSeries;
import org.afterimage.synthesize.SyntheticInstance;
import org.afterimage.synthesize.SyntheticSeries;

/** Makes the derived series of CR and DX sources. Safe for several threads. */
public final class DerivedSeriesBuilder {

    private static final Set<String> SOP_CLASSES = Set.of(SopClass.CR_IMAGE, SopClass.DX_IMAGE_FOR_PRESENTATION);

    private final CopiedAttributes copied = new CopiedAttributes();

    /** The tags and keywords of the attributes that derived objects take over from their sources; overlays come besides. */
    public static Map<Integer, String> copiedAttributes() {
        return new CopiedAttributes().keywords();
    }

    /** As {@link #derive(SourceSeries, SyntheticSeries, ModelPackage, DeriveSettings, CheckResult, SeriesNumbers)}, any number free. */
    public DerivedSeries derive(
            SourceSeries source,
            SyntheticSeries output,
            ModelPackage model,
            DeriveSettings settings,
            CheckResult checks) {
        return derive(source, output, model, settings, checks, SeriesNumbers.ALL_FREE);
    }

    /**
     * Makes the derived series.
     *
     * @param source the series as received
     * @param output what was synthesised from it
     * @param model with which model
     * @param settings what the objects say of the node
     * @param checks the verdict on the output; its word goes into the record of the model's contribution
     * @param numbers which Series Numbers of the study are taken
     * @throws IllegalArgumentException if the output was made from an instance that is not in the series, or the SOP class is one that
     *     this builder has no rules for
     */
    public DerivedSeries derive(
            SourceSeries source,
            SyntheticSeries output,
            ModelPackage model,
            DeriveSettings settings,
            CheckResult checks,
            SeriesNumbers numbers) {
        requireReceived(source, output);
        SeriesRole role = SeriesRole.of(model.manifest().task());
        DerivedUids uids = new DerivedUids(model, output.algorithm(), role);
        String seriesUid = uids.series(source.seriesInstanceUid());
        int seriesNumber = numbers.choose(sourceNumber(source), role, seriesUid);
        String contribution = contribution(model, checks);
        DerivedImage image = new DerivedImage(copied, model, settings);
        List<DerivedInstance> instances = new ArrayList<>();
        for (SyntheticInstance synthetic : output.instances()) {
            SourceInstance from = synthetic.source();
            String sopInstanceUid = uids.instance(List.of(from.sopInstanceUid()));
            instances.add(new DerivedInstance(
                    from.object().sopClassUid(),
                    sopInstanceUid,
                    image.make(synthetic, seriesUid, seriesNumber, sopInstanceUid, contribution),
                    TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
                    from));
        }
        return new DerivedSeries(seriesUid, seriesNumber, instances);
    }

    /** A reference to an instance that was never received would lead a reader nowhere. */
    private static void requireReceived(SourceSeries source, SyntheticSeries output) {
        Set<String> received =
                source.instances().stream().map(SourceInstance::sopInstanceUid).collect(Collectors.toSet());
        for (SyntheticInstance synthetic : output.instances()) {
            if (!received.contains(synthetic.source().sopInstanceUid())) {
                throw new IllegalArgumentException("a synthetic instance was made from "
                        + synthetic.source().sopInstanceUid() + ", which is not in the series "
                        + source.seriesInstanceUid());
            }
            String sopClass = synthetic.source().object().sopClassUid();
            if (!SOP_CLASSES.contains(sopClass)) {
                throw new IllegalArgumentException("there are no rules to derive from " + SopClass.nameOf(sopClass));
            }
        }
    }

    private static int sourceNumber(SourceSeries source) {
        return source.instances().stream()
                .findFirst()
                .map(instance ->
                        instance.object().dataSet().integer(Tag.SERIES_NUMBER).orElse(-1))
                .orElse(-1);
    }

    private static String contribution(ModelPackage model, CheckResult checks) {
        return model.manifest().derivation().meaning() + "; not acquired. Automatic checks of the result: "
                + checks.verdict().name() + ".";
    }
}
