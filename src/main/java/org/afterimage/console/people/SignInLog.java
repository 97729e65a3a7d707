package org.afterimage.console.people;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Notes in the audit log who signs in, and from where somebody tried in vain. The tries of a minute from one address are one entry that
 * counts them, and beyond some addresses they are one entry together, so that a flood fills no disk. A name that is no account's is not written:
 * people type their passwords into the wrong field.
 */
@ApplicationScoped
public class SignInLog {
    /** How a sign-in is called in the audit log. */
    static final String ENTERED = "sign-in";

    /** How tries in vain are called there. */
    static final String FAILED = "sign-in.failed";

    static final int MOST_ADDRESSES = 20;
    private static final int MOST_NAMES = 5;
    private static final int SECONDS = 60;
    private static final String OTHERS = "other addresses";
    private static final String NO_ACCOUNT = "names of no account";
    private static final Logger LOG = Logger.getLogger(SignInLog.class);

    private final AuditLog log;
    private final Map<String, Run> runs = new LinkedHashMap<>();
    private ScheduledExecutorService turns;

    /** For the container. */
    public SignInLog(AuditLog log) {
        this.log = log;
    }

    private static final class Run {
        private final Set<String> names = new LinkedHashSet<>();
        private long count;

        void add(String name) {
            count++;
            if (names.size() < MOST_NAMES) {
                names.add(name);
            } else if (!names.contains(name)) {
                names.add("others");
            }
        }
    }

    void started(@Observes StartupEvent event) {
        turns = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "sign-in-log");
            thread.setDaemon(true);
            return thread;
        });
        turns.scheduleWithFixedDelay(this::write, SECONDS, SECONDS, TimeUnit.SECONDS);
    }

    void stopped(@Observes ShutdownEvent event) {
        if (turns != null) {
            turns.shutdownNow();
        }
        write();
    }

    /** Somebody came in. */
    void entered(String name, String address) {
        log.add(new AuditLog.Who(name, address), new AuditLog.What(ENTERED, name, "", ""));
    }

    /**
     * Somebody tried in vain.
     *
     * @param name of the account; empty where there is none of the name that was sent
     */
    synchronized void failed(String name, String address) {
        boolean room = runs.containsKey(address) || runs.size() < MOST_ADDRESSES;
        runs.computeIfAbsent(room ? address : OTHERS, any -> new Run()).add(name.isEmpty() ? NO_ACCOUNT : name);
    }

    /** Writes what was tried since the last time. */
    void write() {
        for (Map.Entry<String, Run> run : taken()) {
            try {
                log.add(
                        new AuditLog.Who("", run.getKey()),
                        new AuditLog.What(
                                FAILED,
                                String.join(", ", run.getValue().names),
                                "",
                                run.getValue().count == 1
                                        ? "1 try in vain"
                                        : run.getValue().count + " tries in vain within a minute"));
            } catch (RuntimeException e) {
                LOG.warnf(
                        "%d tries to sign in from %s are not in the audit log: %s",
                        run.getValue().count, run.getKey(), e.getMessage());
            }
        }
    }

    private synchronized List<Map.Entry<String, Run>> taken() {
        List<Map.Entry<String, Run>> taken = runs.entrySet().stream()
                .map(run -> Map.entry(run.getKey(), run.getValue()))
                .toList();
        runs.clear();
        return taken;
    }
}
