package org.afterimage.trace;

import io.opentelemetry.sdk.trace.IdGenerator;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Identifiers that follow from what is traced, so that nothing must be remembered over restarts or handed from node to node: all spans of a
 * study share a trace, whichever node made them. Of an identifier nobody gets the study's UID back (SHA-256).
 */
final class FixedIds implements IdGenerator {
    private static final int TRACE_BYTES = 16;
    private static final int SPAN_BYTES = 8;

    private final IdGenerator random = IdGenerator.random();
    private final ThreadLocal<Optional<Ids>> next = ThreadLocal.withInitial(Optional::empty);

    /** The identifiers of a trace and of a span in it, in hexadecimal digits. */
    record Ids(String trace, String span) {
        static Ids ofJob(String studyInstanceUid, long job) {
            return new Ids(
                    digest("study " + studyInstanceUid, TRACE_BYTES),
                    digest("job " + job + " of study " + studyInstanceUid, SPAN_BYTES));
        }
    }

    /** Makes a span that gets these identifiers. */
    <T> T with(Ids ids, Supplier<T> span) {
        next.set(Optional.of(ids));
        try {
            return span.get();
        } finally {
            next.remove();
        }
    }

    @Override
    public String generateSpanId() {
        return next.get().map(Ids::span).orElseGet(random::generateSpanId);
    }

    @Override
    public String generateTraceId() {
        return next.get().map(Ids::trace).orElseGet(random::generateTraceId);
    }

    private static String digest(String text, int bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
