package org.afterimage.console;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.List;
import org.afterimage.web.FrameResource;
import org.afterimage.web.ImageSeriesView;
import org.afterimage.web.JobView;
import org.afterimage.web.JobsResource;
import org.afterimage.web.StackView;
import org.afterimage.web.StudyImagesResource;

/** What the compare page's script asks for, of people who are signed in: the same as below {@code /api}, which a proxy may keep to itself. */
@Path("/images")
@Needs
public class ImagePages {
    private final StudyImagesResource studies;
    private final FrameResource frames;
    private final JobsResource jobs;

    /** For the container. */
    public ImagePages(StudyImagesResource studies, FrameResource frames, JobsResource jobs) {
        this.studies = studies;
        this.frames = frames;
        this.jobs = jobs;
    }

    /** The series of a study. */
    @GET
    @Path("studies/{study}/series")
    public List<ImageSeriesView> series(@PathParam("study") String study) throws SQLException {
        return studies.series(study);
    }

    /** The frames of a series. */
    @GET
    @Path("studies/{study}/series/{series}/frames")
    public StackView frames(@PathParam("study") String study, @PathParam("series") String series) throws SQLException {
        return studies.frames(study, series);
    }

    /** A picture of a frame. */
    @GET
    @Path("instances/{instance}/frames/{frame}/rendered.png")
    public Response rendered(
            @PathParam("instance") String instance,
            @PathParam("frame") int frame,
            @QueryParam("window") String window,
            @QueryParam("width") Integer width,
            @QueryParam("palette") String palette,
            @Context Request request)
            throws SQLException {
        return frames.rendered(instance, frame, window, width, palette, request);
    }

    /** The stored values of a frame. */
    @GET
    @Path("instances/{instance}/frames/{frame}/values")
    public Response values(
            @PathParam("instance") String instance,
            @PathParam("frame") int frame,
            @HeaderParam(HttpHeaders.ACCEPT_ENCODING) String accepted,
            @Context Request request)
            throws SQLException {
        return frames.values(instance, frame, accepted, request);
    }

    /** What the gates found on a job's output. */
    @GET
    @Path("jobs/{job:\\d{1,18}}/gates")
    public List<JobView.Gate> gates(@PathParam("job") long job) {
        return jobs.get(job).gates();
    }
}
