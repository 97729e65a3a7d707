package org.afterimage.dicom.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * Looks up the addresses of host names with a deadline, which the platform's own look-up does not have: a dead name
 * service would hold an association's thread for minutes. TCP/IP addresses are what PS3.8 9.1 runs over.
 *
 * <p>Each name is asked for by one thread at a time, however many wait for it, so that a dead name service holds no more
 * threads than there are names.
 */
public final class HostNames {
    /** How the clause begins that says that the name service itself is the trouble. */
    static final String SILENT = "the name service did not answer";

    private static final Pattern ADDRESS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|.*:.*");

    private final Lookup lookup;
    private final Map<String, FutureTask<List<InetAddress>>> running = new ConcurrentHashMap<>();

    /** Asks a name service, and waits as long as that takes. */
    interface Lookup {
        InetAddress[] addressesOf(String host) throws UnknownHostException;
    }

    /** Asks the platform's name service. */
    public HostNames() {
        this(InetAddress::getAllByName);
    }

    HostNames(Lookup lookup) {
        this.lookup = lookup;
    }

    /**
     * Looks a name up.
     *
     * @param host host name or address
     * @param deadline how long to wait for the name service
     * @return its addresses, at least one
     * @throws UnknownHostException when there are none, or the name service did not answer in time; the message is a
     *     clause that says which
     */
    public List<InetAddress> resolve(String host, Duration deadline) throws UnknownHostException {
        if (ADDRESS.matcher(host).matches()) {
            return List.of(InetAddress.getAllByName(host));
        }
        FutureTask<List<InetAddress>> task = running.computeIfAbsent(host, this::start);
        try {
            return task.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw unknown(SILENT + " within " + Deadline.in(deadline).seconds());
        } catch (ExecutionException e) {
            throw unknown("the host name is unknown");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unknown("the look-up of the host name was interrupted");
        }
    }

    private FutureTask<List<InetAddress>> start(String host) {
        FutureTask<List<InetAddress>> task = new FutureTask<>(() -> List.of(lookup.addressesOf(host)));
        Thread thread = new Thread(
                () -> {
                    task.run();
                    running.remove(host, task);
                },
                "dicom-name-lookup");
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    private static UnknownHostException unknown(String clause) {
        return new UnknownHostException(clause);
    }
}
