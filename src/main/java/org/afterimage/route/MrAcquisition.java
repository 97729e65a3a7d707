package org.afterimage.route;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.DicomFormatException;
import org.afterimage.dicom.pixel.FrameAttributes;
import org.afterimage.dicom.pixel.FunctionalGroups;

/**
 * How an MR image was acquired, from the attributes of single frames (PS3.3 C.8.3.1) or the macros of Enhanced MR (C.8.13.5). Of a
 * multi-frame image the first frame speaks, but for the b-value: a diffusion series often begins with an image without.
 *
 * @param sequences Scanning Sequence: SE, IR, GR, EP, RM; what Enhanced MR says of the same
 * @param variants Sequence Variant: SK, MTC, SS, TRSS, SP, MP, OSP
 * @param imageType Image Type, or Frame Type of Enhanced MR
 * @param contrast Acquisition Contrast of Enhanced MR
 * @param repetitionMs Repetition Time
 * @param echoMs Echo Time, of several echoes the effective one
 * @param inversionMs Inversion Time
 * @param flipDegrees Flip Angle
 * @param diffusion whether a b-value is stated, 0 included
 * @param angiography Angio Flag
 */
record MrAcquisition(
        Set<String> sequences,
        Set<String> variants,
        Set<String> imageType,
        Optional<String> contrast,
        OptionalDouble repetitionMs,
        OptionalDouble echoMs,
        OptionalDouble inversionMs,
        OptionalDouble flipDegrees,
        boolean diffusion,
        boolean angiography) {

    /** Reads it; empty when the header is not of an MR image or contradicts itself. */
    static Optional<MrAcquisition> of(DataSet header) {
        if (header.string(Tag.MODALITY).filter("MR"::equals).isEmpty()) {
            return Optional.empty();
        }
        try {
            FunctionalGroups groups = FunctionalGroups.of(header);
            return Optional.of(of(header, groups, groups.frame(0)));
        } catch (DicomFormatException e) {
            return Optional.empty();
        }
    }

    private static MrAcquisition of(DataSet header, FunctionalGroups groups, FrameAttributes frame) {
        return new MrAcquisition(
                sequences(header, frame),
                terms(header.strings(Tag.SEQUENCE_VARIANT)),
                terms(frame.frameType()),
                frame.mr().acquisitionContrast().map(MrAcquisition::term),
                frame.mr().repetitionTime(),
                frame.mr().echoTime(),
                inversion(header, frame),
                frame.mr().flipAngle(),
                diffusion(groups),
                header.string(Tag.ANGIO_FLAG).filter("Y"::equals).isPresent());
    }

    /** Enhanced MR says in attributes of their own what Scanning Sequence says in one (PS3.3 C.8.13.4). */
    private static Set<String> sequences(DataSet header, FrameAttributes frame) {
        Set<String> found = terms(header.strings(Tag.SCANNING_SEQUENCE));
        found.addAll(frame.mr().scanningSequence());
        return found;
    }

    private static OptionalDouble inversion(DataSet header, FrameAttributes frame) {
        OptionalDouble times = frame.decimal(Tag.MR_MODIFIER_SEQUENCE, Tag.INVERSION_TIMES);
        return times.isPresent() ? times : header.decimal(Tag.INVERSION_TIME);
    }

    private static boolean diffusion(FunctionalGroups groups) {
        return IntStream.range(0, groups.frames())
                .anyMatch(frame -> groups.frame(frame).mr().diffusionBValue().isPresent());
    }

    private static Set<String> terms(List<String> values) {
        Set<String> terms = new LinkedHashSet<>();
        values.stream()
                .map(MrAcquisition::term)
                .filter(value -> !value.isEmpty())
                .forEach(terms::add);
        return terms;
    }

    private static String term(String value) {
        return value.trim().toUpperCase(Locale.ROOT);
    }
}
