package org.afterimage.console;

import jakarta.enterprise.context.ApplicationScoped;
import org.afterimage.work.DestinationWatch;

/** Lets the overview know how a destination answered when a person had it asked. */
@ApplicationScoped
public class DestinationAnswers {
    private final DestinationWatch watch;

    /** For the container. */
    public DestinationAnswers(DestinationWatch watch) {
        this.watch = watch;
    }

    /** Notes it. */
    public void note(String aeTitle, boolean well) {
        watch.noteAnswer(aeTitle, well);
    }
}
