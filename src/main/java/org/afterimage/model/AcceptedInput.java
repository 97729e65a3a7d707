package org.afterimage.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A manifest's declared domain in words, for people who choose a model. */
public final class AcceptedInput {

    private AcceptedInput() {}

    /** The words, parts divided by semicolons. */
    public static String of(ModelManifest manifest) {
        Accepts accepts = manifest.accepts();
        List<String> parts = new ArrayList<>();
        parts.add(String.join(" or ", accepts.modality()));
        if (manifest.settings() instanceof MissingSequenceSettings settings) {
            parts.add(roles(settings));
        }
        list(parts, "", accepts.bodyPart());
        list(parts, "view ", accepts.viewPosition());
        list(parts, "kernel ", accepts.convolutionKernel());
        if (!accepts.contrastAgent()) {
            parts.add("no contrast agent");
        }
        range(parts, "pixels of ", accepts.pixelSpacingMm());
        range(parts, "slice thickness ", accepts.sliceThicknessMm());
        range(parts, "slice spacing ", accepts.sliceSpacingMm());
        if (accepts.maximumTiltDegrees() < AcceptsReader.ANY_TILT) {
            parts.add("axial within " + Math.round(accepts.maximumTiltDegrees()) + " degrees");
        }
        if (accepts.minimumSlices() > 1) {
            parts.add("at least " + accepts.minimumSlices() + " slices");
        }
        parts.add("matrix from " + accepts.minimumMatrix());
        if (accepts.minimumAgeYears() > 0) {
            parts.add(accepts.minimumAgeYears() + " years and older");
        }
        return String.join("; ", parts);
    }

    private static String roles(MissingSequenceSettings settings) {
        return settings.series().entrySet().stream().map(AcceptedInput::role).collect(Collectors.joining(" and "));
    }

    private static String role(Map.Entry<String, List<MissingSequenceSettings.Protocol>> role) {
        return role.getKey().toUpperCase(Locale.ROOT)
                + role.getValue().stream()
                        .map(protocol -> String.join("+", protocol.scanningSequence())
                                + (protocol.scanningSequence().isEmpty() ? "" : " ") + "TR "
                                + protocol.repetitionTimeMs() + ", TE " + protocol.echoTimeMs()
                                + (protocol.inversionTimeMs().equals(Range.ZERO)
                                        ? ""
                                        : ", TI " + protocol.inversionTimeMs())
                                + " ms")
                        .collect(Collectors.joining(", or ", " (", ")"));
    }

    private static void list(List<String> parts, String what, List<String> values) {
        if (!values.isEmpty()) {
            parts.add(what + String.join(", ", values));
        }
    }

    private static void range(List<String> parts, String what, Range range) {
        if (!range.equals(Range.ANY)) {
            parts.add(what + range + " mm");
        }
    }
}
