package org.afterimage.node;

import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Calls of this node to itself: a test study goes in by the same door as any other. While one is on its way, and only then, the listener takes
 * {@value #AE_TITLE} from this machine, also where it takes none but the remotes.
 */
@Singleton
public class OwnCalls {
    /** The AE title with which this node calls itself. */
    public static final String AE_TITLE = "AFTERIMAGE_TEST";

    private final AtomicInteger underWay = new AtomicInteger();

    /** A call that is on its way until this is closed. */
    public interface Call extends AutoCloseable {
        @Override
        void close();
    }

    /** Begins a call. */
    public Call begin() {
        underWay.incrementAndGet();
        return underWay::decrementAndGet;
    }

    /** Whether a caller is this node itself, with a call that was begun here. */
    boolean isOwn(String callingAeTitle, InetAddress peer) {
        return underWay.get() > 0 && callingAeTitle.equals(AE_TITLE) && isOfThisMachine(peer);
    }

    private static boolean isOfThisMachine(InetAddress peer) {
        try {
            return peer.isLoopbackAddress() || NetworkInterface.getByInetAddress(peer) != null;
        } catch (SocketException e) {
            return false; // an address that can't be looked at vouches for nobody
        }
    }
}
