package org.afterimage.web;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.sql.SQLException;
import org.afterimage.console.people.AuditLog;
import org.afterimage.console.people.NeedsRight;
import org.afterimage.console.people.Right;
import org.afterimage.storage.DiskRoom;
import org.afterimage.storage.KeptFiles;
import org.afterimage.storage.Purger;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What is kept on disk and what may go. */
@Path("/api/storage")
@Tag(name = "Storage")
public class StorageResource {
    private static final int MOST = 10_000;

    private final DiskRoom room;
    private final KeptFiles kept;
    private final Purger purger;
    private final AuditLog log;
    private final Caller caller;

    /** For the container. */
    public StorageResource(DiskRoom room, KeptFiles kept, Purger purger, AuditLog log, Caller caller) {
        this.room = room;
        this.kept = kept;
        this.purger = purger;
        this.log = log;
        this.caller = caller;
    }

    /** The room on the disks, what is kept by state, and what went. */
    @GET
    @Operation(summary = "The room on the disks, what is kept by state, and what went")
    @NeedsRight(Right.VIEW)
    public StorageView get() throws SQLException {
        return new StorageView(room.level(), room.disks(), kept.kept(), kept.purged());
    }

    /** What the next purge would take, as if room were short where asked for; nothing is removed. */
    @GET
    @Operation(
            summary = "What the next purge would take, as if room were short where asked for",
            description = "Nothing is removed.")
    @NeedsRight(Right.VIEW)
    @Path("next")
    public NextPurgeView next(
            @QueryParam("short") @DefaultValue("false") boolean whenShort,
            @QueryParam("size") @DefaultValue("1000") int size)
            throws SQLException {
        if (size < 1 || size > MOST) {
            throw new BadQueryException("size is " + size + " and must be from 1 to " + MOST + ".");
        }
        return NextPurgeView.of(whenShort, purger.next(whenShort, size), size);
    }

    /** Removes now what may go, up to the bound of a turn; nothing where another node is at it. */
    @POST
    @Operation(
            summary = "Removes now what may go, up to the bound of a turn",
            description = "Nothing where another node is at it.")
    @NeedsRight(value = Right.OPERATE, logsItself = true)
    @Path("purge")
    public Purger.Turn purge() throws SQLException {
        String before = "room " + room.level();
        Purger.Turn turn = purger.turn();
        String after = turn.purges() + " studies and jobs, " + turn.files() + " files, " + turn.bytes()
                + " bytes removed" + (turn.more() ? ", more may go" : "");
        log.add(caller.who(), new AuditLog.What("storage.purge", "stored files", before, after));
        return turn;
    }
}
