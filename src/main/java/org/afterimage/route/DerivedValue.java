package org.afterimage.route;

import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;

/** What rules may ask of a series besides its attributes, by the name that they use; the name begins with a small letter, keywords do not. */
public enum DerivedValue {
    /** By how it was acquired. */
    MR_CONTRAST(
            "mrContrast",
            "MR contrast",
            SimpleType.STRING,
            series -> MrContrast.of(series.header()).map(MrContrast::name)),
    /** By Image Orientation (Patient). */
    ORIENTATION(
            "orientation",
            "orientation",
            SimpleType.STRING,
            series -> Orientation.of(series.header()).map(Orientation::name)),
    /** Whether a contrast agent was given. */
    CONTRAST_AGENT(
            "contrastAgent", "contrast agent", SimpleType.BOOL, series -> Optional.of(contrastAgent(series.header()))),
    /** How many instances of the series are there. */
    INSTANCES("instances", "number of instances", SimpleType.INT, series -> Optional.of((long) series.instances())),
    /** Who sent it. */
    CALLING_AE_TITLE(
            "callingAeTitle",
            "calling AE title",
            SimpleType.STRING,
            series -> Optional.<Object>empty().or(() -> series.sender().calling())),
    /** Which of this node's AE titles was called. */
    CALLED_AE_TITLE(
            "calledAeTitle",
            "called AE title",
            SimpleType.STRING,
            series -> Optional.<Object>empty().or(() -> series.sender().called())),
    /** From which address. */
    CALLING_HOST(
            "callingHost",
            "calling host",
            SimpleType.STRING,
            series -> Optional.<Object>empty().or(() -> series.sender().host())),
    /** When it is decided on. */
    LOCAL_TIME(
            "localTime",
            "local time",
            SimpleType.STRING,
            series -> Optional.of(series.at().format(DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT)))),
    /** On which day it is decided on. */
    WEEKDAY(
            "weekday",
            "weekday",
            SimpleType.STRING,
            series -> Optional.of(series.at()
                    .getDayOfWeek()
                    .getDisplayName(TextStyle.SHORT, Locale.ENGLISH)
                    .toUpperCase(Locale.ROOT)));

    private final String word;
    private final String title;
    private final CelType type;
    private final Function<Candidate, Optional<?>> value;

    DerivedValue(String word, String title, CelType type, Function<Candidate, Optional<?>> value) {
        this.word = word;
        this.title = title;
        this.type = type;
        this.value = value;
    }

    /** The one that rules call so. */
    public static Optional<DerivedValue> of(String word) {
        return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
    }

    /** What rules call it. */
    public String word() {
        return word;
    }

    /** What people call it. */
    public String title() {
        return title;
    }

    CelType type() {
        return type;
    }

    /** Its value; empty when it is not known. */
    Optional<?> of(Candidate series) {
        return value.apply(series);
    }

    /** Some systems write that none was given in words. */
    private static boolean contrastAgent(DataSet header) {
        boolean named = header.string(Tag.CONTRAST_BOLUS_AGENT)
                .map(agent -> agent.trim().toUpperCase(Locale.ROOT))
                .filter(agent -> !agent.isEmpty() && !agent.equals("NO") && !agent.equals("NONE"))
                .isPresent();
        return named || header.item(Tag.CONTRAST_BOLUS_AGENT_SEQUENCE).isPresent();
    }
}
