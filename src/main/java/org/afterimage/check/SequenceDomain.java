package org.afterimage.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.afterimage.dicom.data.DataSet;
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
        Map<String, List<DomainViolation>> skipped = new LinkedHashMap<>();
        Map<String, List<SliceStack>> byRole = new LinkedHashMap<>();
        List<DomainViolation> geometry = new ArrayList<>();
        for (SourceSeries one : series) {
            Optional<String> role = SequenceRole.of(header(one), settings(manifest));
            if (role.isPresent()) {
                stack(one, manifest, skipped, geometry)
                        .ifPresent(stack -> byRole.computeIfAbsent(role.get(), key -> new ArrayList<>())
                                .add(stack));
            }
        }
        for (String role : settings(manifest).series().keySet()) {
            if (!byRole.containsKey(role)) {
                return DomainDecision.refused(series, skipped, missing(role, series, manifest, skipped, geometry));
            }
        }
        return pair(series, byRole, skipped, manifest);
    }

    /** The slices of a series that the model accepts, if they make a stack that it accepts. */
    private static Optional<SliceStack> stack(
            SourceSeries series,
            ModelManifest manifest,
            Map<String, List<DomainViolation>> skipped,
            List<DomainViolation> geometry) {
        DomainDecision slices = InputDomain.decide(series, manifest);
        skipped.putAll(slices.skipped());
        if (!slices.acceptsAny()) {
            return Optional.empty();
        }
        try {
            SliceStack stack = SliceStack.of(slices.accepted().get(0));
            List<DomainViolation> violations = StackRules.check(stack, manifest);
            geometry.addAll(violations);
            return violations.isEmpty() ? Optional.of(stack) : Optional.empty();
        } catch (SynthesisException e) {
            geometry.add(new DomainViolation(StackRules.GEOMETRY, e.getMessage()));
            return Optional.empty();
        }
    }

    /** Why no series plays a role: what stands against those that were acquired for it, or how the others were acquired. */
    private static DomainViolation missing(
            String role,
            List<SourceSeries> series,
            ModelManifest manifest,
            Map<String, List<DomainViolation>> skipped,
            List<DomainViolation> geometry) {
        boolean acquired = series.stream()
                .anyMatch(one -> SequenceRole.of(header(one), settings(manifest))
                        .filter(role::equals)
                        .isPresent());
        String name = role.toUpperCase(Locale.ROOT);
        if (!acquired) {
            String others = series.stream()
                    .map(one -> SequenceRole.words(header(one)))
                    .distinct()
                    .collect(Collectors.joining("; "));
            return new DomainViolation(
                    ROLE_MISSING,
                    "The study has no " + name + " series that the model " + InputDomain.name(manifest)
                            + " can use; it has: " + others + ".");
        }
        List<DomainViolation> against = new ArrayList<>(geometry);
        skipped.values().forEach(against::addAll);
        return against.isEmpty()
                ? new DomainViolation(ROLE_MISSING, "The study has no " + name + " series that can be used.")
                : against.get(0);
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
            return DomainDecision.refused(
                    series,
                    skipped,
                    new DomainViolation(
                            FRAME_OF_REFERENCE,
                            "T1 and T2 have no Frame of Reference (0020,0052) in common, so that nobody can tell how they lie to"
                                    + " each other."));
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
