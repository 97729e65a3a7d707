package org.afterimage.bench;

import java.util.List;

/**
 * A kind of study that a soak sends.
 *
 * @param fixture folder of {@code test-fixtures}, with those below it
 * @param sender AE title that sends it; the routes take nothing from OTHER
 * @param outcome what becomes of it
 */
record SoakKind(String fixture, String sender, Outcome outcome) {
    private static final SoakKind STYLE = new SoakKind("chest-cr", "CR1", Outcome.DELIVERED);
    private static final SoakKind BONE = new SoakKind("chest-dx", "DX1", Outcome.DELIVERED);
    private static final SoakKind KERNEL = new SoakKind("thorax-ct/sharp", "CT1", Outcome.DELIVERED);
    private static final SoakKind FLAIR = new SoakKind("head-mr", "MR1", Outcome.DELIVERED_ALONE);
    private static final SoakKind HAND = new SoakKind("refused/hand", "DX1", Outcome.SKIPPED);
    private static final SoakKind OTHER_CT = new SoakKind("thorax-ct/sharp", "OTHER", Outcome.NO_ROUTE);
    private static final SoakKind OTHER_CHEST = new SoakKind("chest-cr", "OTHER", Outcome.NO_ROUTE);

    /** One after the other, again and again. */
    private static final List<SoakKind> MIX =
            List.of(BONE, OTHER_CT, STYLE, OTHER_CHEST, KERNEL, OTHER_CT, BONE, HAND, FLAIR, STYLE);

    /** The routes that tell them apart. */
    static final String ROUTES = """
            routes:
              - { name: style, match: { Modality: [CR] }, when: "callingAeTitle != 'OTHER'", model: chest-style, destination: ORTHANC }
              - { name: bone, match: { Modality: [DX] }, when: "callingAeTitle != 'OTHER'", model: chest-bone-suppression, destination: ORTHANC }
              - { name: kernel, match: { Modality: [CT] }, when: "callingAeTitle != 'OTHER'", model: ct-kernel-sharp-to-smooth, destination: ORTHANC }
              - name: flair
                when: mrContrast in ['T1', 'T2'] && !contrastAgent && callingAeTitle != 'OTHER'
                requires: { T1: mrContrast == 'T1', T2: mrContrast == 'T2' }
                model: mr-flair-synthesis
                destination: ORTHANC
            """;

    /** How a study ends. */
    enum Outcome {
        /** A derived series is at the destination, with its change map. */
        DELIVERED,
        /** A derived series is there that stands for itself: a contrast that was not acquired changes no image. */
        DELIVERED_ALONE,
        /** The model refuses it, and the job says why. */
        SKIPPED,
        /** Received and left alone. */
        NO_ROUTE;

        /** How many derived series of the study the destination has in the end. */
        int derivedSeries() {
            return switch (this) {
                case DELIVERED -> 2;
                case DELIVERED_ALONE -> 1;
                case SKIPPED, NO_ROUTE -> 0;
            };
        }
    }

    /** What the study of a number is, from 0. */
    static SoakKind of(int number) {
        return MIX.get(number % MIX.size());
    }
}
