package org.afterimage.derive;

/**
 * What a derived series is among those made from one source.
 *
 * @param name goes into the UIDs
 * @param number 1 to 9, the last digit of the Series Number
 */
public record SeriesRole(String name, int number) {

    /** The source with its bones suppressed. */
    public static final SeriesRole BONE_SUPPRESSED = new SeriesRole("bone-suppressed", 1);

    /**
     * The role of what a task makes.
     *
     * @param task as manifests name it
     * @throws IllegalArgumentException if this program derives nothing from that task
     */
    static SeriesRole of(String task) {
        if (task.equals("bone-suppression")) {
            return BONE_SUPPRESSED;
        }
        throw new IllegalArgumentException("there is no derived series for the task '" + task + "'");
    }
}
