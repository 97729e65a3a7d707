package org.afterimage.deliver;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** One way in which a destination says that it keeps what it was sent. */
public interface Confirmer {
    /**
     * Asks about instances.
     *
     * @param sent the instances, at least one
     * @return the answer for each by SOP Instance UID; one that it does not mention has none
     * @throws IOException with one sentence if the destination was not reached, refused the question or did not answer in time
     */
    Map<String, ConfirmationAnswer> ask(List<SentInstance> sent) throws IOException;
}
