package org.afterimage.web;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads no JSON that is longer than any request needs. DICOM files may be longer by far, which is why the listener takes them; those go to the
 * disk, and JSON to memory.
 */
@Provider
public class JsonLimit implements ReaderInterceptor {
    /** Three texts of a configuration with every character escaped. */
    static final int MOST = 8 * 1024 * 1024;

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        MediaType type = context.getMediaType();
        if (type == null || !type.getSubtype().endsWith("json")) {
            return context.proceed();
        }
        Bounded body = new Bounded(context.getInputStream());
        context.setInputStream(body);
        try {
            return context.proceed();
        } catch (IOException | RuntimeException e) {
            if (body.isTooLong()) {
                throw tooLarge(); // whoever reads JSON wraps what the stream throws
            }
            throw e;
        }
    }

    private static WebApplicationException tooLarge() {
        return new WebApplicationException(
                "The body is longer than " + MOST + " bytes, which no request needs.", Status.REQUEST_ENTITY_TOO_LARGE);
    }

    /** Ends with a refusal where more comes. */
    static final class Bounded extends FilterInputStream {
        private int read;

        Bounded(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int count = super.read(bytes, from, length);
            count(Math.max(0, count));
            return count;
        }

        private void count(int more) {
            read += more;
            if (isTooLong()) {
                throw tooLarge();
            }
        }

        boolean isTooLong() {
            return read > MOST;
        }
    }
}
