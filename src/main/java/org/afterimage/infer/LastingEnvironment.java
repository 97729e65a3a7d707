package org.afterimage.infer;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import org.jboss.logging.Logger;

/**
 * ONNX Runtime's environment of this process, for as long as the process runs. The library gives it up in a shutdown hook of its own, which
 * waits for nobody: a thread that loads or runs a network at that moment takes the process down with SIGABRT instead of ending it. The
 * environment is counted, so one more reference, which nobody gives up, keeps it until the operating system takes all.
 */
final class LastingEnvironment {
    private static final Logger LOG = Logger.getLogger(LastingEnvironment.class);

    private LastingEnvironment() {}

    /**
     * The environment, with one reference more for each that asks, which outlives the library's hook; without one where another version of the
     * library lacks the way.
     */
    static OrtEnvironment get() {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try {
            Field library = Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("ortApiHandle");
            library.setAccessible(true);
            Method refer = OrtEnvironment.class.getDeclaredMethod("createHandle", long.class, int.class, String.class);
            refer.setAccessible(true);
            int level = OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING.getValue();
            refer.invoke(null, library.getLong(null), level, OrtEnvironment.DEFAULT_NAME);
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.debugf("ONNX Runtime's environment ends before the threads that use it: %s", e);
        }
        return environment;
    }
}
