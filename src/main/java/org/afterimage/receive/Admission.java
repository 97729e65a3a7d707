package org.afterimage.receive;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.afterimage.dicom.net.StoreRequest;
import org.jboss.logging.Logger;

/** Whether an instance may come in at all, apart from what is in it: there must be room, and it must not contradict one that is there. */
final class Admission {
    private static final Logger LOG = Logger.getLogger(Admission.class);

    private final BooleanSupplier room;
    private final Optional<OtherContents> refusing;

    /**
     * Makes the rule.
     *
     * @param room whether the disk has room for more
     * @param refusing looks known instances up where other content is refused; empty where it is acknowledged
     */
    Admission(BooleanSupplier room, Optional<OtherContents> refusing) {
        this.room = room;
        this.refusing = refusing;
    }

    /** Asked before its data set is read. */
    Optional<ReceiveRefusal> atFirst() {
        return room.getAsBoolean() ? Optional.empty() : Optional.of(ReceiveRefusal.ROOM);
    }

    /**
     * Asked when all of it is there. Where the database does not answer, it is taken and recognised when it is filed: a sender that is sent
     * away is worse than a content that is acknowledged and not kept.
     *
     * @param filer has what is acknowledged and not yet in the index
     */
    Optional<ReceiveRefusal> atLast(
            StoreRequest request, Arrival arrival, int dataSetOffset, Filer filer, Duration patience)
            throws IOException {
        if (refusing.isEmpty()) {
            return Optional.empty();
        }
        try {
            if (filer.isWaiting(request.sopInstanceUid()) && !filer.awaitFiled(patience)) {
                return Optional.of(ReceiveRefusal.DATABASE);
            }
            boolean refused = refusing.get().isKnown(request.sopInstanceUid())
                    && refusing.get().differs(request, arrival.sha256(dataSetOffset));
            return refused ? Optional.of(ReceiveRefusal.OTHER_CONTENT) : Optional.empty();
        } catch (SQLException e) {
            LOG.warnf("whether instance %s is known can't be asked: %s", request.sopInstanceUid(), e.getMessage());
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(ReceiveRefusal.DATABASE);
        }
    }
}
