package org.afterimage.dicom.net;

import java.time.Duration;
import java.util.List;

/** A running listener: TCP ports on which associations are accepted (PS3.8 9.1). */
public interface Listener extends AutoCloseable {

    /** Returns the TCP ports in the order of the settings; the system chose those for which the settings said 0. */
    List<Integer> ports();

    /** Returns the first of the ports. */
    default int port() {
        return ports().get(0);
    }

    /** Returns how many associations are open or being negotiated. */
    int associations();

    /** Closes within 10 seconds; see {@link #close(Duration)}. */
    @Override
    void close();

    /**
     * Stops accepting, aborts the associations that wait for a message, lets the others end and answer the message that
     * they are in, and then cuts what is left. Returns when all have ended. A second call does nothing.
     *
     * @param deadline how long running messages may take
     */
    void close(Duration deadline);
}
