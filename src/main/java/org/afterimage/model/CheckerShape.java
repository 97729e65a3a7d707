package org.afterimage.model;

import java.util.Map;

/**
 * The tensors of a checking network: sources and result in, how much each place of the result is suspected out, a number above 0 where it
 * is more likely wrong than right.
 */
public final class CheckerShape {

    /** The input. */
    public static final String IMAGE = "image";

    /** The output. */
    public static final String SUSPICION = "suspicion";

    /** Rows, and columns, of the input to one of the output. */
    public static final int STEP = 4;

    private CheckerShape() {}

    static void require(ModelManifest.Network checker, PlaneShape input) throws InvalidManifestException {
        if (checker.memory().isPresent()) {
            throw new InvalidManifestException("checker.memory", "must not be there: images are checked whole");
        }
        checker.require(
                "checker",
                Map.of(IMAGE, input),
                Map.of(SUSPICION, new PlaneShape(1, step(input.rows()), step(input.columns()))));
    }

    private static int step(int length) {
        return length == PlaneShape.ANY ? PlaneShape.ANY : length / STEP;
    }
}
