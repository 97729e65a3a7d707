package org.afterimage.derive;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.afterimage.check.CheckResult;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.TransferSyntax;
import org.afterimage.model.ModelPackage;
import org.afterimage.synthesize.SourceInstance;
import org.afterimage.synthesize.SourceSeries;
import org.afterimage.synthesize.SyntheticInstance;
import org.afterimage.synthesize.SyntheticSeries;

/** Makes the derived series of CR, DX, CT and MR sources, single slices and Enhanced ones. Safe for several threads. */
public final class DerivedSeriesBuilder {

    private final Map<String, ImageRules> rules = Stream.of(
                    new CrRules(),
                    new DxRules(),
                    new CtRules(),
                    new MrSynthesisRules(),
                    new EnhancedCtRules(),
                    new EnhancedMrSynthesisRules())
            .collect(Collectors.toUnmodifiableMap(ImageRules::sopClassUid, Function.identity()));

    /**
     * The tags and keywords of the attributes, and of the functional groups, that derived objects take over from their sources; overlays
     * come besides.
     *
     * @param sopClassUid of source and derived object
     * @throws IllegalArgumentException if nothing is derived from that class
     */
    public Map<Integer, String> copiedAttributes(String sopClassUid) {
        ImageRules found = rulesFor(sopClassUid);
        Map<Integer, String> keywords = new HashMap<>(found.copied().keywords());
        if (found instanceof EnhancedRules enhanced) {
            keywords.putAll(enhanced.copiedGroups().keywords());
        }
        return Map.copyOf(keywords);
    }

    /** As {@link #derive(List, SyntheticSeries, ModelPackage, DeriveSettings, CheckResult, SeriesNumbers)} from one series. */
    public DerivedSeries derive(
            SourceSeries source,
            SyntheticSeries output,
            ModelPackage model,
            DeriveSettings settings,
            CheckResult checks,
            SeriesNumbers numbers) {
        return derive(List.of(source), output, model, settings, checks, numbers);
    }

    /**
     * Makes the derived series.
     *
     * @param received the series of the study that were received and given to the synthesis
     * @param output what was synthesised from them
     * @param model with which model
     * @param settings what the objects say of the node
     * @param checks the verdict on the output; its word goes into the record of the model's contribution, and what did not pass into
     *     Derivation Description
     * @param numbers which Series Numbers of the study are taken
     * @throws IllegalArgumentException if the output was made from an instance that is not in those series, or the SOP class is one that
     *     this builder has no rules for
     */
    public DerivedSeries derive(
            List<SourceSeries> received,
            SyntheticSeries output,
            ModelPackage model,
            DeriveSettings settings,
            CheckResult checks,
            SeriesNumbers numbers) {
        requireReceived(received, output);
        SeriesRole role = SeriesRole.of(model.manifest().task());
        return build(role, Optional.empty(), output, model, settings, checks, numbers);
    }

    /**
     * Makes the series that goes with a derived one and shows what it adds to its source and takes away, as {@link #derive} makes the other.
     *
     * @return empty where the result stands for itself, as a contrast that was not acquired does
     */
    public Optional<DerivedSeries> deriveChange(
            List<SourceSeries> received,
            SyntheticSeries output,
            ModelPackage model,
            DeriveSettings settings,
            CheckResult checks,
            SeriesNumbers numbers) {
        requireReceived(received, output);
        if (output.instances().isEmpty() || !ChangeMap.isOf(output)) {
            return Optional.empty();
        }
        ImageRules first = rulesFor(output.instances().get(0).source().object().sopClassUid());
        SeriesRole role = SeriesRole.of(model.manifest().task()).ofChange();
        Optional<ChangeMap> change = Optional.of(ChangeMap.of(output, first));
        return Optional.of(build(role, change, output, model, settings, checks, numbers));
    }

    private DerivedSeries build(
            SeriesRole role,
            Optional<ChangeMap> change,
            SyntheticSeries output,
            ModelPackage model,
            DeriveSettings settings,
            CheckResult checks,
            SeriesNumbers numbers) {
        DerivedUids uids = new DerivedUids(model, output.algorithm(), role);
        List<String> volume = volume(output);
        String seriesUid = uids.series(
                output.sources().stream().map(SourceSeries::seriesInstanceUid).toList(), volume);
        int number = numbers.choose(sourceNumber(output.source()), role, seriesUid);
        SeriesFacts series = new SeriesFacts(
                seriesUid,
                number,
                role,
                output.sources(),
                words(change, output, checks),
                checks.verdict().name());
        DerivedImage image = new DerivedImage(model, settings, series);
        List<DerivedInstance> instances = new ArrayList<>();
        for (List<SyntheticInstance> images : output.byReceivedInstance()) {
            List<SourceInstance> sources = images.stream()
                    .flatMap(synthetic -> synthetic.sources().stream())
                    .distinct()
                    .toList();
            String sopClass = sources.get(0).object().sopClassUid();
            String sopInstanceUid = uids.instance(instanceUids(sources.stream()), volume);
            ImageRules own = rulesFor(sopClass);
            Supplier<DataSet> making = own instanceof EnhancedRules enhanced
                    ? () -> new EnhancedImage(image, enhanced, change).make(images, sources, sopInstanceUid)
                    : () -> pixels(image, images.get(0), change, own, sopInstanceUid);
            instances.add(new DerivedInstance(
                    sopClass, sopInstanceUid, making, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, images));
        }
        DerivedSeries.Origin origin = new DerivedSeries.Origin(
                role.name(), output.algorithm(), model.manifest().parameterDigest());
        return new DerivedSeries(seriesUid, number, origin, instances);
    }

    private static DataSet pixels(
            DerivedImage image,
            SyntheticInstance synthetic,
            Optional<ChangeMap> change,
            ImageRules rules,
            String sopInstanceUid) {
        if (change.isEmpty()) {
            return image.make(synthetic, rules, sopInstanceUid);
        }
        ChangeUnits units = rules.changeUnits(
                synthetic.format(), synthetic.source().object().dataSet());
        DataSet target = image.make(change.get().of(synthetic, units), rules, sopInstanceUid);
        rules.putChange(target, units);
        return target;
    }

    private ImageRules rulesFor(String sopClassUid) {
        ImageRules found = rules.get(sopClassUid);
        if (found == null) {
            throw new IllegalArgumentException("there are no rules to derive from " + SopClass.nameOf(sopClassUid));
        }
        return found;
    }

    /** A reference to an instance that was never received would lead a reader nowhere. */
    private static void requireReceived(List<SourceSeries> received, SyntheticSeries output) {
        Set<String> instances = new HashSet<>();
        Set<String> series = new HashSet<>();
        for (SourceSeries each : received) {
            series.add(each.seriesInstanceUid());
            each.instances().forEach(instance -> instances.add(instance.sopInstanceUid()));
        }
        for (SourceSeries used : output.sources()) {
            if (!series.contains(used.seriesInstanceUid())) {
                throw new IllegalArgumentException(
                        "a synthetic series was made from " + used.seriesInstanceUid() + ", which was not received");
            }
        }
        output.instances().stream()
                .flatMap(synthetic -> synthetic.sources().stream())
                .map(SourceInstance::sopInstanceUid)
                .filter(uid -> !instances.contains(uid))
                .findFirst()
                .ifPresent(uid -> {
                    throw new IllegalArgumentException("a synthetic instance was made from " + uid
                            + ", which is not in the series "
                            + received.stream()
                                    .map(SourceSeries::seriesInstanceUid)
                                    .collect(Collectors.joining(", ")));
                });
    }

    /**
     * The instances on which every pixel of the series depends. Images that were made one from one depend on none but their own, so that an
     * instance that arrives late joins its series. Where several instances make an image, one more changes its neighbours and what the
     * whole is measured by: that is another series, and the incomplete one is not mixed with it.
     */
    private static List<String> volume(SyntheticSeries output) {
        boolean oneFromOne = output.instances().stream()
                .allMatch(synthetic -> synthetic.sources().size() == 1);
        return oneFromOne
                ? List.of()
                : instanceUids(output.sources().stream().flatMap(source -> source.instances().stream()));
    }

    /** SOP Instance UIDs, each once: the frames of an instance share one. */
    private static List<String> instanceUids(Stream<SourceInstance> sources) {
        return sources.map(SourceInstance::sopInstanceUid).distinct().toList();
    }

    /** What the run did, and what the checks found, so that who reads the series knows it was sent with a warning or released. */
    private static List<String> words(Optional<ChangeMap> change, SyntheticSeries output, CheckResult checks) {
        Stream<String> run = Stream.concat(
                change.stream().map(ChangeMap::sentence),
                Stream.concat(Stream.of(output.outputDescription()), output.warnings().stream()));
        Stream<String> found = checks.failed().stream()
                .map(gate -> "Automatic check " + gate.gate() + ", " + gate.verdict() + ": " + gate.sentence())
                .distinct();
        return Stream.concat(run, found).filter(sentence -> !sentence.isBlank()).toList();
    }

    private static int sourceNumber(SourceSeries source) {
        return source.instances().stream()
                .findFirst()
                .map(instance ->
                        instance.object().dataSet().integer(Tag.SERIES_NUMBER).orElse(-1))
                .orElse(-1);
    }
}
