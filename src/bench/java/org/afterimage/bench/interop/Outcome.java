package org.afterimage.bench.interop;

/** How one passage of one sample ended. */
sealed interface Outcome {

    /** It arrived as it should. */
    record Passed() implements Outcome {}

    /**
     * The peer does not do its part; this node was not asked, or was told no.
     *
     * @param word for the cell
     * @param reason what the peer did or said
     */
    record PeerCannot(String word, String reason) implements Outcome {}

    /**
     * It did not arrive, or not as it was.
     *
     * @param reason what was found
     */
    record Failed(String reason) implements Outcome {}

    /** The only instance of {@link Passed} that is needed. */
    Outcome PASSED = new Passed();
}
