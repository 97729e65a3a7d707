package org.afterimage.cli;

/** The demo did not come to its end; the sentence says at which stage and why. */
final class DemoStageException extends Exception {
    private static final long serialVersionUID = 1L;

    DemoStageException(String stage, String reason) {
        super("The demo stopped at the stage '" + stage + "': " + reason);
    }
}
