package org.afterimage.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.afterimage.model.Accepts;
import org.afterimage.model.ModelManifest;
import org.afterimage.model.Range;
import org.afterimage.synthesize.SliceStack;

/** What a manifest may ask of a stack of slices: how many, how far apart, and without doubles, gaps and jitter. */
final class StackRules {

    /** The slices do not say where they lie, or do not lie in one stack. */
    static final String GEOMETRY = "GEOMETRY";

    /** There are too few slices. */
    static final String SLICE_COUNT = "SLICE_COUNT";

    /** Two slices lie at one place. */
    static final String SLICE_TWICE = "SLICE_TWICE";

    /** A slice is missing between others. */
    static final String SLICE_GAP = "SLICE_GAP";

    /** Slices are not evenly spaced, or not straight above each other. */
    static final String SLICE_JITTER = "SLICE_JITTER";

    /** Slices are too near to each other or too far apart. */
    static final String SLICE_SPACING = "SLICE_SPACING";

    private static final double SAME_PLACE = 0.1; // parts of the usual distance
    private static final double GAP = 1.5;
    private static final double JITTER = 0.1;
    private static final double SIDEWAYS_PIXELS = 0.5;

    private StackRules() {}

    /** The reasons against a stack. Its evenness is asked for only where the manifest gives a slice spacing. */
    static List<DomainViolation> check(SliceStack stack, ModelManifest manifest) {
        Accepts accepts = manifest.accepts();
        List<DomainViolation> violations = new ArrayList<>();
        if (stack.size() < accepts.minimumSlices()) {
            violations.add(new DomainViolation(
                    SLICE_COUNT,
                    "The series has " + stack.size() + (stack.size() == 1 ? " slice" : " slices") + "; the model "
                            + InputDomain.name(manifest) + " needs at least " + accepts.minimumSlices() + "."));
        }
        if (!accepts.sliceSpacingMm().equals(Range.ANY) && stack.size() > 1) {
            checkEvenness(stack, violations);
            checkSpacing(stack, manifest, violations);
        }
        return violations;
    }

    private static void checkEvenness(SliceStack stack, List<DomainViolation> violations) {
        double usual = stack.spacing();
        List<Double> distances = stack.distances();
        long doubles = distances.stream().filter(d -> d <= SAME_PLACE * usual).count();
        long gaps = distances.stream().filter(d -> d > GAP * usual).count();
        boolean uneven = distances.stream().anyMatch(d -> Math.abs(d - usual) > JITTER * usual);
        double pixel = Math.min(
                stack.places().get(0).spacing().row(),
                stack.places().get(0).spacing().column());
        if (doubles > 0) {
            violations.add(new DomainViolation(
                    SLICE_TWICE,
                    doubles + (doubles == 1 ? " slice lies" : " slices lie") + " where another one lies."));
        } else if (gaps > 0) {
            violations.add(new DomainViolation(
                    SLICE_GAP,
                    String.format(
                            Locale.ROOT,
                            "Slices are missing: between most there are %.2f mm, in %d places more than %.2f.",
                            usual,
                            gaps,
                            GAP * usual)));
        } else if (uneven) {
            violations.add(new DomainViolation(
                    SLICE_JITTER,
                    String.format(Locale.ROOT, "The slices are not evenly spaced around %.2f mm.", usual)));
        } else if (stack.sidewaysShift() > SIDEWAYS_PIXELS * pixel) {
            violations.add(new DomainViolation(
                    SLICE_JITTER,
                    String.format(
                            Locale.ROOT,
                            "The slices are not straight above each other: one is moved sideways by %.2f mm.",
                            stack.sidewaysShift())));
        }
    }

    private static void checkSpacing(SliceStack stack, ModelManifest manifest, List<DomainViolation> violations) {
        Range range = manifest.accepts().sliceSpacingMm();
        if (!range.contains(stack.spacing())) {
            violations.add(new DomainViolation(
                    SLICE_SPACING,
                    String.format(
                            Locale.ROOT,
                            "The slices are %.2f mm apart; the model %s accepts %s mm.",
                            stack.spacing(),
                            InputDomain.name(manifest),
                            range)));
        }
    }
}
