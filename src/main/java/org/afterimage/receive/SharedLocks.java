package org.afterimage.receive;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.afterimage.cluster.NodeRegister;
import org.afterimage.cluster.NodeRow;
import org.afterimage.node.ConfigurationException;
import org.afterimage.receive.journal.JournalFolders;

/**
 * Whether machines that share a spool see each other's locks. Some file systems take locks and tell other machines nothing of them (NFS that is
 * mounted with {@code nolock}, for one): there, a node that has lost the database for a while would lose its journal to another.
 *
 * @param journals those of the spool
 * @param register says who lives
 */
record SharedLocks(JournalFolders journals, NodeRegister register) {
    /** Longer than a node that lives takes to renew its row, and than one that was killed looks alive. */
    private static final Duration LONGEST = Duration.ofSeconds(20);

    /** A node makes and locks its journal right after its row. */
    private static final Duration UNTIL_LOCKED = Duration.ofSeconds(8);

    private static final long GLANCE_MILLIS = 500;

    /**
     * Looks at the lock of each other node that lives.
     *
     * @throws ConfigurationException with a sentence, if one is not locked and yet its process goes on
     */
    void require() throws IOException, SQLException, InterruptedException {
        for (NodeRow other : register.others()) {
            if (!journals.isLocked(other.process())) {
                requireEnded(other);
            }
        }
    }

    private void requireEnded(NodeRow seen) throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (System.nanoTime() < deadline) {
            Optional<NodeRow> now = register.others().stream()
                    .filter(node -> node.process().equals(seen.process()))
                    .findFirst();
            if (now.isEmpty()) {
                return;
            }
            if (!now.get().renewedAt().equals(seen.renewedAt()) && !isJustBegun(now.get())) {
                throw new ConfigurationException(
                        "Node " + seen.name() + " on " + seen.host()
                                + " lives, and its lock in " + journals.path()
                                + " can't be seen from here: the file system does not share locks"
                                + " between machines, or this is not the folder that the other has. deploy/README.md names those that do.");
            }
            TimeUnit.MILLISECONDS.sleep(GLANCE_MILLIS);
        }
    }

    /** It has its row and may not have its journal yet. */
    private boolean isJustBegun(NodeRow node) {
        return Duration.between(node.startedAt(), node.renewedAt()).compareTo(UNTIL_LOCKED) < 0;
    }
}
