package org.afterimage.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.DicomFormatException;
import org.afterimage.dicom.pixel.PixelFormat;
import org.afterimage.dicom.pixel.UnsupportedTransferSyntaxException;
import org.afterimage.model.ModelManifest;
import org.afterimage.synthesize.ReceivedImage;
import org.afterimage.synthesize.SeveralAtOnce;
import org.afterimage.synthesize.SourceInstance;
import org.afterimage.synthesize.SourceSeries;

/**
 * Whether a series is inside a model's declared domain. What cannot be told counts as outside: a wrong guess makes a picture that
 * misleads, a skipped series does not.
 */
public final class InputDomain {

    /** The instance is synthetic, or was made by this program. */
    public static final String OWN_OUTPUT = "OWN_OUTPUT";

    /** The modality is not one of the model's. */
    public static final String MODALITY = "MODALITY";

    /** The SOP class is not one of the model's. */
    public static final String SOP_CLASS = "SOP_CLASS";

    /** The image is raw and meant for further processing. */
    public static final String FOR_PROCESSING = "FOR_PROCESSING";

    /** The body part is another one, or not stated. */
    public static final String BODY_PART = "BODY_PART";

    /** The view is another one, or not stated. */
    public static final String VIEW = "VIEW";

    /** The patient is too young, or the age is not stated. */
    public static final String AGE = "AGE";

    /** The image is too small or too large. */
    public static final String MATRIX = "MATRIX";

    /** The image is not one grey frame of at most 16 bits. */
    public static final String PIXEL_FORMAT = "PIXEL_FORMAT";

    /** The node cannot decode the transfer syntax. */
    public static final String TRANSFER_SYNTAX = "TRANSFER_SYNTAX";

    /** The pixel data are absent, damaged or shorter than the header says. */
    public static final String PIXEL_DATA = "PIXEL_DATA";

    private static final String OWN_CODING_SCHEME = "99AFTERIMAGE";

    /** Of an image that is decoded, as it is encoded and as it is stored. */
    private static final long BYTES_A_PIXEL = 8;

    private InputDomain() {}

    /**
     * Every reason, once, why an instance of a series is outside a model's domain; none when the whole series is inside.
     *
     * @param series the series
     * @param manifest the model's
     */
    public static List<DomainViolation> check(SourceSeries series, ModelManifest manifest) {
        return instances(series).stream()
                .flatMap(images -> check(images, manifest).stream())
                .distinct()
                .toList();
    }

    /**
     * Divides a series into the instances that a model may be used on and the others; frames of one instance stay together.
     *
     * @param series the series
     * @param manifest the model's
     */
    public static DomainDecision decide(SourceSeries series, ModelManifest manifest) {
        Map<String, List<DomainViolation>> skipped = new LinkedHashMap<>();
        Set<ReceivedImage> accepted = new HashSet<>();
        List<List<SourceInstance>> instances = List.copyOf(instances(series));
        // Each is decoded; that is most of it, and needs nothing of the others.
        long largest =
                series.instances().stream().mapToLong(InputDomain::pixels).max().orElse(0);
        List<List<DomainViolation>> found = SeveralAtOnce.each(
                instances.size(), BYTES_A_PIXEL * largest, number -> check(instances.get(number), manifest));
        for (int i = 0; i < found.size(); i++) {
            SourceInstance first = instances.get(i).get(0);
            if (found.get(i).isEmpty()) {
                accepted.add(first.received());
            } else {
                skipped.put(first.sopInstanceUid(), found.get(i));
            }
        }
        return DomainDecision.ofOne(series.only(image -> accepted.contains(image.received())), skipped);
    }

    private static long pixels(SourceInstance image) {
        DataSet dataSet = image.object().dataSet();
        return (long) dataSet.integer(Tag.ROWS).orElse(0)
                * dataSet.integer(Tag.COLUMNS).orElse(0);
    }

    /** The images of each instance of a series. */
    private static Collection<List<SourceInstance>> instances(SourceSeries series) {
        return series.instances().stream()
                .collect(Collectors.groupingBy(SourceInstance::received, LinkedHashMap::new, Collectors.toList()))
                .values();
    }

    /**
     * The reasons for one instance, or for one frame and its instance. Pixel data are decoded only when nothing else speaks against it.
     *
     * @throws UncheckedIOException if the file cannot be read
     */
    public static List<DomainViolation> check(SourceInstance instance, ModelManifest manifest) {
        return check(List.of(instance), manifest);
    }

    /** The reasons for one instance, which is taken with all of its frames or not at all. */
    private static List<DomainViolation> check(List<SourceInstance> images, ModelManifest manifest) {
        SourceInstance first = images.get(0);
        if (isOwnOutput(first.object().dataSet())) {
            return List.of(new DomainViolation(
                    OWN_OUTPUT,
                    "This image is synthetic already; the node does not process its own or others' output."));
        }
        List<DomainViolation> violations = new ArrayList<>();
        checkKind(first.object().dataSet(), manifest, violations);
        if (violations.isEmpty() && first.isFrame()) {
            FrameRules.check(images).ifPresent(violations::add);
        }
        if (violations.isEmpty()) {
            images.forEach(image -> checkContent(image.object().dataSet(), manifest, violations));
        }
        if (violations.isEmpty()) {
            images.stream()
                    .flatMap(image -> checkPixels(image, manifest).stream())
                    .findFirst()
                    .ifPresent(violations::add);
        }
        return violations.stream().distinct().toList();
    }

    private static boolean isOwnOutput(DataSet dataSet) {
        boolean synthetic =
                dataSet.string(Tag.SYNTHETIC_DATA).filter("YES"::equals).isPresent();
        return synthetic
                || dataSet.items(Tag.DERIVATION_CODE_SEQUENCE).stream()
                        .anyMatch(item -> item.string(Tag.CODING_SCHEME_DESIGNATOR)
                                .filter(OWN_CODING_SCHEME::equals)
                                .isPresent());
    }

    private static void checkKind(DataSet dataSet, ModelManifest manifest, List<DomainViolation> violations) {
        String modality = dataSet.string(Tag.MODALITY).orElse("");
        if (!manifest.accepts().modality().contains(modality)) {
            violations.add(outside(
                    MODALITY,
                    "The modality",
                    modality,
                    manifest,
                    manifest.accepts().modality()));
        }
        String sopClass = dataSet.string(Tag.SOP_CLASS_UID).orElse("");
        if (sopClass.equals(SopClass.DX_IMAGE_FOR_PROCESSING)
                || dataSet.string(Tag.PRESENTATION_INTENT_TYPE)
                        .filter("FOR PROCESSING"::equals)
                        .isPresent()) {
            violations.add(new DomainViolation(
                    FOR_PROCESSING,
                    "This is a raw image (FOR PROCESSING); models work on the image that is read (FOR PRESENTATION)."
                            + " Route the presentation image to the node instead."));
        } else if (!manifest.accepts().sopClass().contains(sopClass)) {
            violations.add(outside(
                    SOP_CLASS,
                    "The SOP class",
                    SopClass.nameOf(sopClass),
                    manifest,
                    manifest.accepts().sopClass().stream().map(SopClass::nameOf).toList()));
        }
    }

    private static void checkContent(DataSet dataSet, ModelManifest manifest, List<DomainViolation> violations) {
        stated(
                BODY_PART,
                "Body Part Examined",
                "Neither Body Part Examined (0018,0015) nor Anatomic Region Sequence (0008,2218) says which body part"
                        + " this is",
                RadiographCodes.bodyPart(dataSet),
                manifest,
                manifest.accepts().bodyPart(),
                violations);
        stated(
                VIEW,
                "The view",
                "Neither View Position (0018,5101) nor View Code Sequence (0054,0220) says which view this is",
                RadiographCodes.view(dataSet),
                manifest,
                manifest.accepts().viewPosition(),
                violations);
        checkAge(dataSet, manifest, violations);
        checkMatrix(dataSet, manifest, violations);
        violations.addAll(SliceRules.check(dataSet, manifest));
    }

    private static void stated(
            String code,
            String what,
            String notStated,
            Optional<String> value,
            ModelManifest manifest,
            List<String> accepted,
            List<DomainViolation> violations) {
        if (accepted.isEmpty()) {
            return; // not asked
        }
        if (value.isEmpty()) {
            violations.add(new DomainViolation(
                    code,
                    notStated + "; the model " + name(manifest) + " accepts " + String.join(", ", accepted) + "."));
        } else if (!accepted.contains(value.get())) {
            violations.add(outside(code, what, value.get(), manifest, accepted));
        }
    }

    private static void checkAge(DataSet dataSet, ModelManifest manifest, List<DomainViolation> violations) {
        int minimum = manifest.accepts().minimumAgeYears();
        if (minimum == 0) {
            return;
        }
        OptionalInt age = PatientAge.inYears(dataSet);
        if (age.isEmpty()) {
            violations.add(new DomainViolation(
                    AGE,
                    "Neither Patient's Age (0010,1010) nor Patient's Birth Date (0010,0030) with a date of the image says"
                            + " how old the patient was; the model " + name(manifest) + " is for patients of " + minimum
                            + " years and older."));
        } else if (age.getAsInt() < minimum) {
            violations.add(new DomainViolation(
                    AGE,
                    "The patient was younger than " + minimum + " years; the model " + name(manifest)
                            + " was not made for children."));
        }
    }

    private static void checkMatrix(DataSet dataSet, ModelManifest manifest, List<DomainViolation> violations) {
        int minimum = manifest.accepts().minimumMatrix();
        int rows = dataSet.integer(Tag.ROWS).orElse(0);
        int columns = dataSet.integer(Tag.COLUMNS).orElse(0);
        if (Math.min(rows, columns) < minimum) {
            violations.add(new DomainViolation(
                    MATRIX,
                    "The image has " + rows + " rows and " + columns + " columns; the model " + name(manifest)
                            + " needs at least " + minimum + " of both."));
        }
        int maximum = manifest.accepts().maximumMatrix();
        if (Math.max(rows, columns) > maximum) {
            violations.add(new DomainViolation(
                    MATRIX,
                    "The image has " + rows + " rows and " + columns + " columns; the model " + name(manifest)
                            + " accepts at most " + maximum + " of both."));
        }
    }

    private static Optional<DomainViolation> checkPixels(SourceInstance instance, ModelManifest manifest) {
        try {
            PixelFormat format = PixelFormat.of(instance.object().dataSet());
            if (format.frames() != 1 || format.samplesPerPixel() != 1 || format.bitsStored() > 16) {
                return Optional.of(new DomainViolation(
                        PIXEL_FORMAT,
                        "The image has " + format.frames() + " frames, " + format.samplesPerPixel()
                                + " samples a pixel and " + format.bitsStored() + " bits; the model " + name(manifest)
                                + " takes one grey frame of at most 16 bits."));
            }
            instance.stored();
            return Optional.empty();
        } catch (UnsupportedTransferSyntaxException e) {
            return Optional.of(new DomainViolation(TRANSFER_SYNTAX, e.getMessage()));
        } catch (DicomFormatException e) {
            return Optional.of(new DomainViolation(PIXEL_DATA, e.getMessage()));
        } catch (IOException e) {
            // The disk's fault, not the image's: the job must fail and be tried again.
            throw new UncheckedIOException("The pixel data cannot be read from disk: " + e.getMessage(), e);
        }
    }

    private static DomainViolation outside(
            String code, String what, String value, ModelManifest manifest, List<String> accepted) {
        return new DomainViolation(
                code,
                what + " is " + (value.isEmpty() ? "not stated" : value) + "; the model " + name(manifest) + " accepts "
                        + String.join(", ", accepted) + ".");
    }

    static String name(ModelManifest manifest) {
        return manifest.id() + " " + manifest.version();
    }
}
