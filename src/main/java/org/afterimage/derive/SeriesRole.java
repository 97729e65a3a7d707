package org.afterimage.derive;

import java.util.List;
import org.afterimage.model.ModelManifest;

/**
 * What a derived series is among those made from one source.
 *
 * @param task the task that makes it, as manifests name it
 * @param name goes into the UIDs
 * @param number 1 to 9, the last digit of the Series Number
 * @param words for Series Description; empty where the model's own label says more, such as which kernel or which sequence
 * @param change whether it shows what the result of the task takes from its source and adds to it, and not the result
 */
public record SeriesRole(String task, String name, int number, String words, boolean change) {

    private static final int RESULTS = 4; // numbers 1 to 4 are results, 5 to 8 their changes

    /** A radiograph with its bones suppressed. */
    public static final SeriesRole BONE_SUPPRESSED =
            new SeriesRole("bone-suppression", "bone-suppressed", 1, "bone suppression", false);

    /** A radiograph in another presentation. */
    public static final SeriesRole RESTYLED =
            new SeriesRole("radiograph-style", "restyled", 2, "radiograph style", false);

    /** CT slices as another kernel would have made them. */
    public static final SeriesRole KERNEL_HARMONIZED =
            new SeriesRole("ct-kernel-harmonization", "kernel-harmonized", 3, "", false);

    /** An MR sequence that was not acquired. */
    public static final SeriesRole MISSING_SEQUENCE =
            new SeriesRole("mr-missing-sequence", "missing-sequence", 4, "", false);

    private static final List<SeriesRole> ALL = List.of(BONE_SUPPRESSED, RESTYLED, KERNEL_HARMONIZED, MISSING_SEQUENCE);

    /**
     * The role of what a task makes.
     *
     * @param task as manifests name it
     * @throws IllegalArgumentException if this program derives nothing from that task
     */
    static SeriesRole of(String task) {
        return ALL.stream()
                .filter(role -> role.task().equals(task))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("there is no derived series for the task '" + task + "'"));
    }

    /** The role of the series that goes with a result and shows what changed. */
    SeriesRole ofChange() {
        return new SeriesRole(task, name + "-change", number + RESULTS, words, true);
    }

    /** The first words of a Series Description: "AI" first, since worklists cut the end. */
    String description(ModelManifest manifest) {
        return (change ? "AI change map " : "AI ")
                + (words.isEmpty() ? manifest.derivation().label() : words) + " " + manifest.version();
    }
}
