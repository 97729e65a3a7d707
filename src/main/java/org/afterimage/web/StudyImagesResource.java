package org.afterimage.web;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.sql.SQLException;
import java.util.List;
import org.afterimage.console.people.NeedsRight;
import org.afterimage.console.people.Right;
import org.afterimage.render.SeriesStacks;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The images of a study: its series, received and derived, and the frames of each in order. */
@Path("/api/studies/{studyInstanceUid}/series")
@Tag(name = "Images")
public class StudyImagesResource {
    private final StoredImages images;
    private final SeriesStacks stacks;

    /** For the container. */
    public StudyImagesResource(StoredImages images, SeriesStacks stacks) {
        this.images = images;
        this.stacks = stacks;
    }

    /** The series, received ones first, with what each derived one was made from. */
    @GET
    @Operation(summary = "The series, received ones first, with what each derived one was made from")
    @NeedsRight(Right.VIEW)
    public List<ImageSeriesView> series(@PathParam("studyInstanceUid") String studyInstanceUid) throws SQLException {
        List<ImageSeriesView> series = images.series(studyInstanceUid);
        if (series.isEmpty()) {
            throw new NotFoundException("This node never received study " + studyInstanceUid + ".");
        }
        return series;
    }

    /** The frames of a series by their places, with geometry, window and rescale of each. */
    @GET
    @Operation(summary = "The frames of a series by their places, with geometry, window and rescale of each")
    @NeedsRight(Right.VIEW)
    @Path("{seriesInstanceUid}/frames")
    public StackView frames(
            @PathParam("studyInstanceUid") String studyInstanceUid,
            @PathParam("seriesInstanceUid") String seriesInstanceUid)
            throws SQLException {
        StoredImages.Files files = images.files(studyInstanceUid, seriesInstanceUid);
        if (files.instances().isEmpty()) {
            throw new NotFoundException("Study " + studyInstanceUid + " has no series " + seriesInstanceUid
                    + " here, or its files were purged.");
        }
        SeriesStacks.Stack stack = stacks.of(files.instances());
        return new StackView(stack.frames(), stack.leftOut(), files.sources());
    }
}
