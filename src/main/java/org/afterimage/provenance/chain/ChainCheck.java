package org.afterimage.provenance.chain;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Walks the chain from its first event: each must be there, in its place, with its hash, and as it was when a checkpoint was signed. */
final class ChainCheck {
    private static final int FETCH = 10_000;

    private static final String EVENTS = """
            select sequence, (extract(epoch from recorded_at) * 1000000)::bigint, node, operation, relation, row_id, row_part, content, hash
            from provenance_event order by sequence
            """;

    private final Findings findings;
    private final List<byte[]> knownKeys;
    private List<Checkpoint> checkpoints = List.of();
    private long events;
    private ChainHead head = ChainHead.start();

    /**
     * Makes a check.
     *
     * @param findings to add to
     * @param knownKeys the public keys of the nodes that write this chain
     */
    ChainCheck(Findings findings, List<byte[]> knownKeys) {
        this.findings = findings;
        this.knownKeys = knownKeys;
    }

    void run(Connection connection, Checkpoints noted) throws SQLException, IOException {
        checkpoints = Checkpoints.all(connection);
        checkSignatures();
        walk(connection);
        checkLog(noted.lastNoted());
    }

    long events() {
        return events;
    }

    long checkpoints() {
        return checkpoints.size();
    }

    long unsignedEvents() {
        return head.sequence()
                - (checkpoints.isEmpty()
                        ? 0
                        : checkpoints.get(checkpoints.size() - 1).sequence());
    }

    private void checkSignatures() {
        long expected = 1;
        for (Checkpoint checkpoint : checkpoints) {
            String subject = "checkpoint " + checkpoint.number();
            if (checkpoint.number() != expected) {
                findings.add(
                        Finding.Kind.CHECKPOINT,
                        "checkpoint " + expected,
                        "Checkpoint " + expected + " is missing: it was removed.");
            }
            expected = checkpoint.number() + 1;
            if (!checkpoint.isGenuine()) {
                findings.add(
                        Finding.Kind.CHECKPOINT,
                        subject,
                        "Checkpoint " + checkpoint.number() + " was changed: its signature does not hold.");
            } else if (knownKeys.stream().noneMatch(key -> Arrays.equals(key, checkpoint.publicKey()))) {
                findings.add(
                        Finding.Kind.CHECKPOINT,
                        subject,
                        "Checkpoint " + checkpoint.number() + " is signed with a key that this data folder does not"
                                + " know. If another node's, put its signing.pub there as NAME.pub.");
            }
        }
    }

    private void walk(Connection connection) throws SQLException {
        Map<Long, Checkpoint> bySequence = new HashMap<>();
        checkpoints.forEach(checkpoint -> bySequence.put(checkpoint.sequence(), checkpoint));
        try (PreparedStatement query = connection.prepareStatement(EVENTS)) {
            query.setFetchSize(FETCH);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    step(EventChain.event(row.getLong(1), row, 2), row.getBytes(9));
                    Optional.ofNullable(bySequence.remove(head.sequence())).ifPresent(this::compare);
                }
            }
        }
        bySequence
                .values()
                .forEach(checkpoint -> findings.add(
                        Finding.Kind.CHECKPOINT,
                        "event " + checkpoint.sequence(),
                        "Checkpoint " + checkpoint.number() + " signed event " + checkpoint.sequence()
                                + ", which is not there: the chain ends at " + head.sequence() + "."));
    }

    private void step(ChainEvent event, byte[] hash) {
        events++;
        if (event.sequence() != head.sequence() + 1) {
            long last = event.sequence() - 1;
            boolean one = last == head.sequence() + 1;
            String gap = one ? "Event " + last + " is" : "Events " + (head.sequence() + 1) + " to " + last + " are";
            findings.add(
                    Finding.Kind.EVENT_MISSING, "event " + (head.sequence() + 1), gap + " missing: removed or moved.");
        } else if (!Arrays.equals(event.hash(head.hash()), hash)) {
            findings.add(
                    Finding.Kind.EVENT_CHANGED,
                    "event " + event.sequence(),
                    "Event " + event.sequence() + " (" + event.operation() + " of " + event.relation() + " "
                            + RowCheck.key(event.rowId(), event.rowPart())
                            + ") was changed or put in another's place: its hash does not follow.");
        }
        // What comes after is held against the hash that is there, so that one change is not reported a million times.
        head = new ChainHead(event.sequence(), hash);
    }

    private void compare(Checkpoint checkpoint) {
        if (checkpoint.isGenuine() && !Arrays.equals(checkpoint.hash(), head.hash())) {
            findings.add(
                    Finding.Kind.CHECKPOINT,
                    "event " + checkpoint.sequence(),
                    "The chain up to event " + checkpoint.sequence() + " is not the one that checkpoint "
                            + checkpoint.number() + " signed: an event since the checkpoint before was rewritten with"
                            + " all hashes after it.");
        }
    }

    /** The folder remembers a checkpoint that the database was set back behind. */
    private void checkLog(Optional<Checkpoint> noted) {
        if (noted.isEmpty()) {
            return;
        }
        Checkpoint last = noted.get();
        boolean there = checkpoints.stream()
                .anyMatch(checkpoint -> checkpoint.number() == last.number()
                        && checkpoint.sequence() == last.sequence()
                        && Arrays.equals(checkpoint.hash(), last.hash()));
        if (!there) {
            findings.add(
                    Finding.Kind.CHECKPOINT,
                    "checkpoint " + last.number(),
                    last.number() == 0
                            ? "The last line of checkpoints.log in the data folder is no checkpoint: it was changed."
                            : "The data folder noted checkpoint " + last.number() + " of event " + last.sequence()
                                    + ", which the database does not have: it was set back, or the checkpoint removed.");
        }
    }
}
