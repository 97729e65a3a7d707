package org.afterimage.start;

import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.afterimage.console.people.NeedsRight;
import org.afterimage.console.people.Right;
import org.afterimage.receive.LastCalls;
import org.afterimage.start.FirstStart.StepState;
import org.afterimage.web.Caller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How far the first start is, who called, and a test study. What its other steps change is the configuration's. */
@Path("/api/first-start")
@Tag(name = "First start")
public class FirstStartResource {
    private static final int CALLS = 50;

    private final FirstStart start;
    private final TestStudies tests;
    private final LastCalls calls;
    private final Caller caller;

    /** For the container. */
    public FirstStartResource(FirstStart start, TestStudies tests, LastCalls calls, Caller caller) {
        this.start = start;
        this.tests = tests;
        this.calls = calls;
        this.caller = caller;
    }

    /**
     * How far it is.
     *
     * @param steps the five steps
     * @param tests the test studies that can be sent now
     * @param lastTest Study Instance UID of the last that was sent; null before the first
     */
    public record State(List<StepState> steps, List<ModelChoices.Test> tests, String lastTest) {}

    /** A test study that was sent; GET /api/jobs?study= says what becomes of it. */
    public record Sent(String studyInstanceUid) {}

    /** The steps and their state. */
    @GET
    @Operation(summary = "The steps of the first start and their state, and the test studies that can be sent")
    @NeedsRight(Right.ADMINISTER)
    public State get() throws SQLException {
        String last = start.test().map(FirstStartSteps.Done::subject).orElse(null);
        return new State(start.states(), tests.offered().choices(), last);
    }

    /** The last calls of this node's DICOM port, at most 50, newest first. */
    @GET
    @Operation(
            summary = "The last calls of this node's DICOM port, at most 50, newest first, and why one was sent away")
    @NeedsRight(Right.ADMINISTER)
    @Path("calls")
    public List<LastCalls.Call> calls() {
        return calls.newest(CALLS);
    }

    /** Sends a simulated study to this node's own DICOM port, for a model; 409 when it is not taken. */
    @POST
    @Operation(
            summary = "Sends a simulated study of nobody to this node's own DICOM port, for a model",
            description = "GET /api/jobs?study= says what becomes of it. 409 when it is not taken.")
    @NeedsRight(value = Right.ADMINISTER, logsItself = true)
    @Path("test-study")
    public Sent test(@QueryParam("model") String model) throws SQLException {
        try {
            return tests.send(caller.who(), model)
                    .map(Sent::new)
                    .orElseThrow(
                            () -> new BadRequestException(
                                    "model is '" + model
                                            + "', and for it there is no test study: GET /api/first-start names those for which there is."));
        } catch (IOException e) {
            throw new ClientErrorException(
                    "The test study was not taken: " + e.getMessage(), Response.Status.CONFLICT, e);
        }
    }
}
