package org.afterimage.infer.tensorrt.djl;

import java.util.ArrayDeque;
import java.util.Deque;
import org.bytedeco.tensorrt.nvinfer.ILogger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What TensorRT says: its last errors are kept for the exception that follows, since its calls only return nothing or false. */
final class TrtLog extends ILogger {

    private static final Logger LOG = LoggerFactory.getLogger(TrtLog.class);
    private static final int KEPT = 5;

    private final Deque<String> errors = new ArrayDeque<>();

    @Override
    public void log(Severity severity, String message) {
        switch (severity.intern()) {
            case kINTERNAL_ERROR, kERROR -> keep(message);
            case kWARNING -> LOG.debug("{}", message); // of interest to who exports networks
            default -> {} // what it tries, in thousands of lines
        }
    }

    private synchronized void keep(String message) {
        if (errors.size() == KEPT) {
            errors.removeFirst();
        }
        errors.addLast(message.strip());
    }

    /** Forgets the errors so far. */
    synchronized void clear() {
        errors.clear();
    }

    /** An exception with the errors since {@link #clear}. */
    synchronized IllegalStateException failure(String doing) {
        String said = errors.isEmpty() ? "TensorRT gives no reason" : String.join("; ", errors);
        errors.clear();
        return new IllegalStateException(doing + " failed: " + said);
    }

    /** Throws the errors if a call returned false. */
    void check(boolean done, String doing) {
        if (!done) {
            throw failure(doing);
        }
    }

    /** What a call returned, or the errors if it returned nothing. */
    <T> T made(T object, String doing) {
        check(object != null, doing);
        return object;
    }
}
