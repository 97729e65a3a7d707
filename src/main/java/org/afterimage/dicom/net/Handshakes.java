package org.afterimage.dicom.net;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The connections whose TLS handshake is under way (PS3.15 B.12). They hold no place of an association, and there are only so many of them: when
 * one more comes, the oldest is cut. A handshake takes milliseconds, so that silent and stalled peers make way for a working one, however many they are.
 */
final class Handshakes implements Closeable {

    private final int max;
    private final Set<Socket> running = new LinkedHashSet<>();

    /** Allows so many at once. */
    Handshakes(int max) {
        this.max = max;
    }

    /** Lets a connection begin; the oldest is cut when there are too many. */
    synchronized void begin(Socket socket) {
        if (running.size() >= max) {
            Iterator<Socket> oldestFirst = running.iterator();
            Socket oldest = oldestFirst.next();
            oldestFirst.remove();
            cut(oldest);
        }
        running.add(socket);
    }

    /**
     * Ends a connection's time here.
     *
     * @return false when it was cut
     */
    synchronized boolean end(Socket socket) {
        return running.remove(socket);
    }

    /** Says whether a connection was cut. */
    synchronized boolean wasCut(Socket socket) {
        return !running.contains(socket);
    }

    /** Cuts all. */
    @Override
    public synchronized void close() {
        running.forEach(Handshakes::cut);
        running.clear();
    }

    private static void cut(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // A socket that cannot be closed cannot be used either.
        }
    }
}
