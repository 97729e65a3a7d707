package org.afterimage.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds a TCP port on loopback for a server that is about to start. The ports that an operating system hands to outgoing connections lie
 * higher (from 32,768 on under Linux, from 49,152 on elsewhere, RFC 6335), so that none of them takes the port before the server binds it.
 */
public final class LoopbackPort {
    private static final int FIRST = 20_000;
    private static final int LAST = 32_000;
    private static final int ATTEMPTS = 100;

    private LoopbackPort() {}

    /**
     * Returns a port that nobody listens on.
     *
     * @throws IOException when a hundred ports taken at random are all in use
     */
    public static int free() throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IOException("No free TCP port was found from " + FIRST + " to " + LAST + " on loopback.");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
