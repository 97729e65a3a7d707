package org.afterimage.check;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.model.MissingSequenceSettings;

/** Which role an MR series plays, from how it was acquired; its description is not asked. */
final class SequenceRole {

    private static final String INVERSION = "IR";

    private SequenceRole() {}

    /**
     * The role of a series.
     *
     * @param header attributes of one of its images
     * @return the first role one of whose protocols it has; empty when it has none
     */
    static Optional<String> of(DataSet header, MissingSequenceSettings settings) {
        return settings.series().entrySet().stream()
                .filter(role -> role.getValue().stream().anyMatch(protocol -> matches(header, protocol)))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static boolean matches(DataSet header, MissingSequenceSettings.Protocol protocol) {
        List<String> sequences = header.strings(Tag.SCANNING_SEQUENCE).stream()
                .map(String::trim)
                .filter(value -> !value.isEmpty())
                .toList();
        double inversion = header.decimal(Tag.INVERSION_TIME).orElse(0);
        // An inversion that does not say its time is none that a protocol without inversion means.
        boolean hiddenInversion = sequences.contains(INVERSION) && inversion == 0;
        boolean known = protocol.scanningSequence().isEmpty()
                || !sequences.isEmpty() && protocol.scanningSequence().containsAll(sequences);
        return known
                && !hiddenInversion
                && protocol.repetitionTimeMs()
                        .contains(header.decimal(Tag.REPETITION_TIME).orElse(Double.NaN))
                && protocol.echoTimeMs().contains(header.decimal(Tag.ECHO_TIME).orElse(Double.NaN))
                && protocol.inversionTimeMs().contains(inversion);
    }

    /** How a series was acquired, for people. */
    static String words(DataSet header) {
        return "Scanning Sequence " + String.join("\\", header.strings(Tag.SCANNING_SEQUENCE)) + ", TR "
                + value(header, Tag.REPETITION_TIME) + ", TE " + value(header, Tag.ECHO_TIME) + ", TI "
                + value(header, Tag.INVERSION_TIME) + " ms";
    }

    private static String value(DataSet header, int tag) {
        return header.string(tag)
                .map(String::trim)
                .filter(text -> !text.isEmpty())
                .orElse("not stated");
    }
}
