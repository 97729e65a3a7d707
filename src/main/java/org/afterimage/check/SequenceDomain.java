package org.afterimage.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.model.MissingSequenceSettings;
import org.afterimage.model.ModelManifest;
import org.afterimage.synthesize.SliceStack;
import org.afterimage.synthesize.SourceSeries;
import org.afterimage.synthesize.SynthesisException;

/** The domain of a missing MR sequence: one series for each role, in one frame of reference, each an even stack of slices. */
public final class SequenceDomain implements TaskDomain {

    /** No series plays one of the roles. */
    static final String ROLE_MISSING = "ROLE_MISSING";

    /** One series does not reach as far as the other. */
    static final String NOT_COVERED = "NOT_COVERED";

    /** The series have no frame of reference in common. */
    static final String FRAME_OF_REFERENCE = "FRAME_OF_REFERENCE";

    @Override
    public String task() {
        return MissingSequenceSettings.TASK;
    }

    @Override
    public boolean takesStudies() {
        return true;
    }

    @Override
    public OptionalInt place(DataSet header, ModelManifest manifest) {
        Optional<String> role = SequenceRole.of(header, settings(manifest));
        return role.isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of(role.get().equals(settings(manifest).geometry().reference()) ? 0 : 1);
    }

    @Override
    public DomainDecision decide(List<SourceSeries> series, ModelManifest manifest) {
        Optional<DomainViolation> study = study(series, manifest);
        if (study.isPresent()) {
            return DomainDecision.refused(series, Map.of(), study.get());
        }
        Map<String, List<DomainViolation>> skipped = new LinkedHashMap<>();
        Map<String, List<SliceStack>> byRole = new LinkedHashMap<>();
        for (String role : settings(manifest).series().keySet()) {
            List<DomainViolation> against = new ArrayList<>();
            for (SourceSeries one : playing(role, series, manifest)) {
                stack(one, manifest, skipped, against)
                        .ifPresent(stack -> byRole.computeIfAbsent(role, key -> new ArrayList<>())
                                .add(stack));
            }
            if (!byRole.containsKey(role)) {
                return DomainDecision.refused(series, skipped, against.get(0));
            }
        }
        return pair(series, byRole, skipped, manifest);
    }

    /** What stands against the study as a whole, before single images are looked at. */
    private static Optional<DomainViolation> study(List<SourceSeries> series, ModelManifest manifest) {
        for (String role : settings(manifest).series().keySet()) {
            if (playing(role, series, manifest).isEmpty()) {
                String others = series.stream()
                        .map(one -> SequenceRole.words(header(one)))
                        .distinct()
                        .collect(Collectors.joining("; "));
                return Optional.of(new DomainViolation(
                        ROLE_MISSING,
                        "The study has no " + role.toUpperCase(Locale.ROOT) + " series that the model "
                                + InputDomain.name(manifest) + " can use; it has: " + others + "."));
            }
        }
        Set<String> first = framesOf(MissingSequenceSettings.T1, series, manifest);
        Set<String> second = framesOf(MissingSequenceSettings.T2, series, manifest);
        return first.stream().anyMatch(second::contains) ? Optional.empty() : Optional.of(noCommonFrame());
    }

    private static List<SourceSeries> playing(String role, List<SourceSeries> series, ModelManifest manifest) {
        return series.stream()
                .filter(one -> SequenceRole.of(header(one), settings(manifest))
                        .filter(role::equals)
                        .isPresent())
                .toList();
    }

    private static Set<String> framesOf(String role, List<SourceSeries> series, ModelManifest manifest) {
        return playing(role, series, manifest).stream()
                .map(one -> header(one).string(Tag.FRAME_OF_REFERENCE_UID).orElse(""))
                .filter(uid -> !uid.isEmpty())
                .collect(Collectors.toSet());
    }

    private static DomainViolation noCommonFrame() {
        return new DomainViolation(
                FRAME_OF_REFERENCE,
                "T1 and T2 have no Frame of Reference (0020,0052) in common, so that nobody can tell how they lie to each"
                        + " other.");
    }

    /** The slices of a series that the model accepts, if they make a stack that it accepts. */
    private static Optional<SliceStack> stack(
            SourceSeries series,
            ModelManifest manifest,
            Map<String, List<DomainViolation>> skipped,
            List<DomainViolation> against) {
        DomainDecision slices = InputDomain.decide(series, manifest);
        skipped.putAll(slices.skipped());
        if (!slices.acceptsAny()) {
            against.addAll(slices.reasons());
            return Optional.empty();
        }
        try {
            SliceStack stack = SliceStack.of(slices.accepted().get(0));
            List<DomainViolation> violations = StackRules.check(stack, manifest);
            against.addAll(violations);
            return violations.isEmpty() ? Optional.of(stack) : Optional.empty();
        } catch (SynthesisException e) {
            against.add(new DomainViolation(StackRules.GEOMETRY, e.getMessage()));
            return Optional.empty();
        }
    }

    /** Of several series for a role the pair that lies on one grid is taken, else the one with most slices, else the first. */
    private static DomainDecision pair(
            List<SourceSeries> series,
            Map<String, List<SliceStack>> byRole,
            Map<String, List<DomainViolation>> skipped,
            ModelManifest manifest) {
        MissingSequenceSettings.Geometry geometry = settings(manifest).geometry();
        List<List<SliceStack>> pairs = new ArrayList<>();
        for (SliceStack second : byRole.get(MissingSequenceSettings.T2)) {
            for (SliceStack first : byRole.get(MissingSequenceSettings.T1)) {
                if (!second.frameOfReferenceUid().isEmpty()
                        && second.frameOfReferenceUid().equals(first.frameOfReferenceUid())) {
                    pairs.add(List.of(second, first));
                }
            }
        }
        Optional<List<SliceStack>> best = pairs.stream()
                .max(Comparator.comparing((List<SliceStack> pair) ->
                                pair.get(1).isOnGridOf(pair.get(0), geometry.tolerancePixels()))
                        .thenComparing(pair -> pair.get(0).size())
                        .thenComparing(pair -> pair.get(1).size())
                        .thenComparing(
                                pair -> pair.get(0).series().seriesInstanceUid()
                                        + pair.get(1).series().seriesInstanceUid(),
                                Comparator.reverseOrder()));
        if (best.isEmpty()) {
            return DomainDecision.refused(series, skipped, noCommonFrame());
        }
        List<SourceSeries> chosen = best.get().stream().map(SliceStack::series).toList();
        List<DomainViolation> against = new ArrayList<>(SeriesSize.check(chosen));
        double uncovered = best.get().get(0).shareOutside(best.get().get(1));
        if (uncovered > geometry.maximumUncovered()) {
            against.add(new DomainViolation(
                    NOT_COVERED,
                    String.format(
                            Locale.ROOT,
                            "T1 does not cover %.1f percent of T2; the model %s allows %.1f.",
                            100 * uncovered,
                            InputDomain.name(manifest),
                            100 * geometry.maximumUncovered())));
        }
        if (!against.isEmpty()) {
            return DomainDecision.refused(series, skipped, against.get(0));
        }
        return new DomainDecision(chosen, skipped);
    }

    private static DataSet header(SourceSeries series) {
        return series.instances().get(0).object().dataSet();
    }

    private static MissingSequenceSettings settings(ModelManifest manifest) {
        return manifest.settings(MissingSequenceSettings.class);
    }
}
