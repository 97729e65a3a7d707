package org.afterimage.web;

import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.afterimage.console.people.NeedsRight;
import org.afterimage.console.people.Right;
import org.afterimage.render.Display;
import org.afterimage.render.FrameValues;
import org.afterimage.render.ImageRenderer;
import org.afterimage.render.Palette;
import org.afterimage.render.UnshowableException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** One frame of a stored instance: as a picture, and as the values that are stored. Frames are counted from 1 (PS3.18 10.4.1.1.4). */
@Path("/api/instances/{sopInstanceUid}/frames/{frame}")
@Tag(name = "Images")
public class FrameResource {
    private static final int WIDEST = 8192;
    private static final int UNPROCESSABLE = 422;

    /** A browser may keep pictures and asks each time whether it may show them: who has signed out sees none. */
    private static final String CACHED = "private, no-cache";

    private final StoredImages images;
    private final ImageRenderer renderer;

    /** For the container. */
    public FrameResource(StoredImages images, ImageRenderer renderer) {
        this.images = images;
        this.renderer = renderer;
    }

    /**
     * A PNG of 8 bits. The window that was applied is in the header {@code Afterimage-Window}.
     *
     * @param window centre and width after the rescale, and {@code linear} (unless said otherwise), {@code linear-exact} or {@code sigmoid},
     *     with commas between; without it the frame's own VOI LUT or window
     * @param width pixels at most from left to right; a picture is never larger than the frame
     * @param palette {@code grey}, or {@code change} for a change map that is laid over an image
     */
    @GET
    @Operation(
            summary = "A PNG of 8 bits",
            description = "The window that was applied is in the header Afterimage-Window.")
    @NeedsRight(Right.VIEW)
    @APIResponse(responseCode = "200", description = "The picture.", content = @Content(mediaType = "image/png"))
    @Path("rendered.png")
    public Response rendered(
            @PathParam("sopInstanceUid") String sopInstanceUid,
            @PathParam("frame") int frame,
            @QueryParam("window") String window,
            @QueryParam("width") Integer width,
            @QueryParam("palette") String palette,
            @Context Request request)
            throws SQLException {
        Display display = display(window, width, palette);
        StoredImages.Found found = found(sopInstanceUid);
        EntityTag tag = tag(found, frame + "-" + Integer.toHexString(display.hashCode()));
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        if (unchanged != null) {
            return cached(unchanged, tag).build();
        }
        ImageRenderer.Rendered picture = answered(() -> renderer.picture(found.file(), frame, display));
        return cached(Response.ok(picture.png(), "image/png"), tag)
                .header("Afterimage-Window", picture.center() + "," + picture.width() + "," + picture.function())
                .build();
    }

    /**
     * The stored values, row by row from the top left: two bytes each with the lower first, or red, green and blue, as the header
     * {@code Afterimage-Values} says ({@code signed-16}, {@code unsigned-16} or {@code rgb}), in as many rows and columns as the others say.
     */
    @GET
    @Operation(
            summary = "The stored values, row by row from the top left",
            description = "Two bytes each with the lower first, or red, green and blue, as the header Afterimage-Values"
                    + " says (signed-16, unsigned-16 or rgb), in Afterimage-Rows rows and Afterimage-Columns columns.")
    @NeedsRight(Right.VIEW)
    @APIResponse(
            responseCode = "200",
            description = "The values.",
            content = @Content(mediaType = "application/octet-stream"))
    @Path("values")
    public Response values(
            @PathParam("sopInstanceUid") String sopInstanceUid,
            @PathParam("frame") int frame,
            @HeaderParam(HttpHeaders.ACCEPT_ENCODING) String accepted,
            @Context Request request)
            throws SQLException {
        StoredImages.Found found = found(sopInstanceUid);
        boolean zipped = accepted != null && accepted.contains("gzip");
        EntityTag tag = tag(found, frame + (zipped ? "-z" : "-v"));
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        if (unchanged != null) {
            return cached(unchanged, tag).build();
        }
        FrameValues values = answered(() -> renderer.values(found.file(), frame));
        byte[] body = zipped ? zip(values.bytes()) : values.bytes();
        Response.ResponseBuilder response = cached(Response.ok(body, "application/octet-stream"), tag)
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING)
                .header(
                        "Afterimage-Values",
                        values.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .header("Afterimage-Rows", values.rows())
                .header("Afterimage-Columns", values.columns());
        return (zipped ? response.header(HttpHeaders.CONTENT_ENCODING, "gzip") : response).build();
    }

    private StoredImages.Found found(String sopInstanceUid) throws SQLException {
        StoredImages.Found found = images.find(sopInstanceUid)
                .orElseThrow(() -> new NotFoundException("This node has no instance " + sopInstanceUid + "."));
        if (found.purged()) {
            throw new ClientErrorException(
                    "The file of instance " + sopInstanceUid + " was purged.", Response.Status.GONE);
        }
        return found;
    }

    private interface Answer<T> {
        T get() throws IOException;
    }

    private static <T> T answered(Answer<T> answer) {
        try {
            return answer.get();
        } catch (UnshowableException e) {
            throw new ClientErrorException(e.getMessage(), UNPROCESSABLE, e);
        } catch (NoSuchFileException e) {
            throw new ClientErrorException("The file of the instance is gone.", Response.Status.GONE, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static EntityTag tag(StoredImages.Found found, String part) {
        return new EntityTag(found.sha256() + "-" + part);
    }

    private static Response.ResponseBuilder cached(Response.ResponseBuilder response, EntityTag tag) {
        return response.tag(tag).header(HttpHeaders.CACHE_CONTROL, CACHED).header("X-Content-Type-Options", "nosniff");
    }

    private static Display display(String window, Integer width, String palette) {
        Display display = Display.asStored();
        if (window != null) {
            display = windowed(display, window);
        }
        if (width != null) {
            if (width < 1 || width > WIDEST) {
                throw new BadQueryException("width is " + width + " and must be from 1 to " + WIDEST + ".");
            }
            display = display.withWidth(width);
        }
        if (palette == null || palette.equals("grey")) {
            return display;
        }
        if (!palette.equals("change")) {
            throw new BadQueryException("palette is '" + palette + "' and must be grey or change.");
        }
        return display.withPalette(Palette.CHANGE);
    }

    private static Display windowed(Display display, String window) {
        String[] parts = window.split(",", -1);
        if (parts.length != 2 && parts.length != 3) {
            throw new BadQueryException("window is '" + window + "' and must be centre,width such as 40,400.");
        }
        try {
            String function = parts.length == 3 ? parts[2] : "linear";
            return display.withWindow(Double.parseDouble(parts[0]), Double.parseDouble(parts[1]), function);
        } catch (NumberFormatException e) {
            throw new BadQueryException("window is '" + window + "' and must be centre,width such as 40,400.");
        } catch (IllegalArgumentException e) {
            throw new BadQueryException("window is '" + window + "': " + e.getMessage());
        }
    }

    private static byte[] zip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 2);
        try (GZIPOutputStream zip = new FastGzip(out)) {
            zip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** As fast as it goes: the values are looked at once. */
    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(ByteArrayOutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
