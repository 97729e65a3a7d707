package org.afterimage.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.model.Accepts;
import org.afterimage.model.ModelManifest;
import org.afterimage.model.Range;
import org.afterimage.synthesize.SlicePlace;

/** What a manifest may ask of one CT or MR slice; each rule says nothing where the manifest does not ask. */
final class SliceRules {

    /** Image Type has none of the values that the model is for. */
    static final String IMAGE_TYPE = "IMAGE_TYPE";

    /** Rescale Type is another one. */
    static final String RESCALE_TYPE = "RESCALE_TYPE";

    /** The reconstruction kernel is another one, or not stated. */
    static final String CONVOLUTION_KERNEL = "CONVOLUTION_KERNEL";

    /** A contrast agent was given. */
    static final String CONTRAST_AGENT = "CONTRAST_AGENT";

    /** Pixels are too small or too large, or their size is not stated. */
    static final String PIXEL_SPACING = "PIXEL_SPACING";

    /** Slices are too thin or too thick, or their thickness is not stated. */
    static final String SLICE_THICKNESS = "SLICE_THICKNESS";

    /** The slice lies in another direction, or does not say in which. */
    static final String ORIENTATION = "ORIENTATION";

    private final ModelManifest manifest;
    private final Accepts accepts;
    private final List<DomainViolation> violations = new ArrayList<>();

    private SliceRules(ModelManifest manifest) {
        this.manifest = manifest;
        this.accepts = manifest.accepts();
    }

    /** The reasons against a slice. */
    static List<DomainViolation> check(DataSet slice, ModelManifest manifest) {
        SliceRules rules = new SliceRules(manifest);
        rules.imageType(slice);
        rules.rescaleType(slice);
        rules.kernel(slice);
        rules.contrastAgent(slice);
        rules.inRange(
                PIXEL_SPACING,
                "Pixel Spacing (0028,0030)",
                slice.decimals(Tag.PIXEL_SPACING),
                rules.accepts.pixelSpacingMm());
        rules.inRange(
                SLICE_THICKNESS,
                "Slice Thickness (0018,0050)",
                slice.decimals(Tag.SLICE_THICKNESS),
                rules.accepts.sliceThicknessMm());
        rules.tilt(slice);
        return rules.violations;
    }

    private void imageType(DataSet slice) {
        List<String> types =
                slice.strings(Tag.IMAGE_TYPE).stream().map(String::trim).toList();
        if (!accepts.imageType().isEmpty() && types.stream().noneMatch(accepts.imageType()::contains)) {
            add(IMAGE_TYPE, "Image Type (0008,0008) is " + stated(types), accepts.imageType());
        }
    }

    private void rescaleType(DataSet slice) {
        String type = slice.string(Tag.RESCALE_TYPE).map(String::trim).orElse("");
        if (!accepts.rescaleType().isEmpty()
                && !type.isEmpty()
                && !accepts.rescaleType().contains(type)) {
            add(RESCALE_TYPE, "Rescale Type (0028,1054) is " + type, accepts.rescaleType());
        }
    }

    private void kernel(DataSet slice) {
        String kernel = slice.string(Tag.CONVOLUTION_KERNEL).map(String::trim).orElse("");
        boolean known = accepts.convolutionKernel().stream().anyMatch(kernel::equalsIgnoreCase);
        if (!accepts.convolutionKernel().isEmpty() && !known) {
            add(
                    CONVOLUTION_KERNEL,
                    "Convolution Kernel (0018,1210) is " + stated(kernel.isEmpty() ? List.of() : List.of(kernel)),
                    accepts.convolutionKernel());
        }
    }

    private void contrastAgent(DataSet slice) {
        boolean given = slice.string(Tag.CONTRAST_BOLUS_AGENT)
                .filter(agent -> !agent.isBlank())
                .isPresent();
        if (given && !accepts.contrastAgent()) {
            violations.add(new DomainViolation(
                    CONTRAST_AGENT,
                    "A contrast agent was given (0018,0010); the model " + InputDomain.name(manifest)
                            + " is for images without."));
        }
    }

    private void inRange(String code, String what, double[] values, Range range) {
        if (range.equals(Range.ANY)) {
            return;
        }
        if (values.length == 0) {
            violations.add(new DomainViolation(
                    code,
                    what + " is not stated; the model " + InputDomain.name(manifest) + " accepts " + range + " mm."));
        } else if (!Arrays.stream(values).allMatch(range::contains)) {
            String found = Arrays.stream(values)
                    .mapToObj(value -> String.format(Locale.ROOT, "%.3f", value))
                    .reduce((a, b) -> a + " x " + b)
                    .orElseThrow();
            violations.add(new DomainViolation(
                    code,
                    what + " is " + found + " mm; the model " + InputDomain.name(manifest) + " accepts " + range
                            + " mm."));
        }
    }

    private void tilt(DataSet slice) {
        if (accepts.maximumTiltDegrees() >= 90) {
            return;
        }
        var place = SlicePlace.of(slice);
        if (place.isEmpty()) {
            violations.add(new DomainViolation(
                    ORIENTATION,
                    "Image Orientation (0020,0037), Image Position (0020,0032) or Pixel Spacing (0028,0030) is missing, so that"
                            + " nobody can tell how the slice lies."));
            return;
        }
        double tilt = Math.toDegrees(Math.acos(
                Math.min(1, Math.abs(place.get().orientation().normal().z()))));
        if (tilt > accepts.maximumTiltDegrees()) {
            violations.add(new DomainViolation(
                    ORIENTATION,
                    String.format(
                            Locale.ROOT,
                            "The slice is tilted by %.0f degrees against the axial plane; the model %s accepts up to %.0f.",
                            tilt,
                            InputDomain.name(manifest),
                            accepts.maximumTiltDegrees())));
        }
    }

    private void add(String code, String found, List<String> accepted) {
        violations.add(new DomainViolation(
                code,
                found + "; the model " + InputDomain.name(manifest) + " accepts " + String.join(", ", accepted) + "."));
    }

    private static String stated(List<String> values) {
        return values.isEmpty() ? "not stated" : String.join("\\", values);
    }
}
