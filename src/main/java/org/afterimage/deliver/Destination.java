package org.afterimage.deliver;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where derived series go, by whatever service it takes them. */
public interface Destination {
    /**
     * Sends files in their order, until the listener wants no more.
     *
     * @param listener hears what the destination answered, file by file; not of files that had no answer
     * @return one answer a file that was to be sent, in the same order
     * @throws IOException if a file of ours can't be read; what the network does is in the answers
     */
    List<DeliveryAnswer> send(List<Path> files, StoreDelivery.AnswerListener listener) throws IOException;

    /** Asks once whether it is there at all: empty when it is, else one sentence that says what is wrong. */
    Optional<String> probe();
}
