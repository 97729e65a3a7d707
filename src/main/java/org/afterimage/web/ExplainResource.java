package org.afterimage.web;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import org.afterimage.console.people.NeedsRight;
import org.afterimage.console.people.Right;
import org.afterimage.route.Sender;
import org.afterimage.work.Explanation;
import org.afterimage.work.StoredStudies;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Says what the routes in force make of a study that was received, or of a file that is sent along; none of it is done. */
@Path("/api/explain")
@Tag(name = "Routes")
public class ExplainResource {
    private final StoredStudies studies;

    /** For the container. */
    public ExplainResource(StoredStudies studies) {
        this.studies = studies;
    }

    /** A study that was received, as if it were decided on now or at another local time. */
    @GET
    @Operation(summary = "A study that was received, as if it were decided on now or at another local time")
    @NeedsRight(Right.VIEW)
    public List<Explanation> study(@QueryParam("study") String studyInstanceUid, @QueryParam("at") String at) {
        if (studyInstanceUid == null) {
            throw new BadQueryException(
                    "study is missing: name a Study Instance UID, or send a file as application/dicom.");
        }
        try {
            return studies.explain(studyInstanceUid, time(at))
                    .orElseThrow(
                            () -> new NotFoundException("This node never received study " + studyInstanceUid + "."));
        } catch (IOException e) {
            throw new NotFoundException("The study's files can't be read: " + e.getMessage(), e);
        }
    }

    /** One instance in a DICOM file, as if it had come from that sender. */
    @POST
    @Operation(summary = "One instance in a DICOM file, as if it had come from that sender")
    @NeedsRight(value = Right.VIEW, changesNothing = true)
    @Consumes("application/dicom")
    public List<Explanation> file(
            InputStream body,
            @QueryParam("calling") String calling,
            @QueryParam("called") String called,
            @QueryParam("host") String host,
            @QueryParam("at") String at)
            throws IOException {
        ZonedDateTime time = time(at);
        java.nio.file.Path file = Files.createTempFile("explain", ".dcm");
        try {
            Files.copy(body, file, StandardCopyOption.REPLACE_EXISTING);
            Sender sender =
                    new Sender(Optional.ofNullable(calling), Optional.ofNullable(called), Optional.ofNullable(host));
            return studies.explain(file, sender, time);
        } catch (IOException e) {
            throw new BadQueryException("The body is no DICOM file that can be read: " + e.getMessage());
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static ZonedDateTime time(String at) {
        if (at == null) {
            return ZonedDateTime.now(ZoneId.systemDefault());
        }
        try {
            return LocalDateTime.parse(at).atZone(ZoneId.systemDefault());
        } catch (DateTimeException e) {
            throw new BadQueryException("at is '" + at + "' and must be a local time such as 2026-01-31T22:30.");
        }
    }
}
