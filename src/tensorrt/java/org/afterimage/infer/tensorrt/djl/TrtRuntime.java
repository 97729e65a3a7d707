package org.afterimage.infer.tensorrt.djl;

import static org.bytedeco.tensorrt.global.nvinfer.createInferRuntime;
import static org.bytedeco.tensorrt.global.nvinfer.getInferLibMajorVersion;
import static org.bytedeco.tensorrt.global.nvinfer.getInferLibMinorVersion;
import static org.bytedeco.tensorrt.global.nvinfer.getInferLibPatchVersion;

import java.util.Optional;
import org.afterimage.infer.tensorrt.ShapeProfile;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.tensorrt.nvinfer.ICudaEngine;
import org.bytedeco.tensorrt.nvinfer.IRuntime;

/** TensorRT's runtime, one a process: it reads plans. */
final class TrtRuntime {

    private final TrtLog log = new TrtLog();
    private final IRuntime runtime;
    private final CppDeleter deleter = new CppDeleter();

    TrtRuntime() {
        this.runtime = log.made(createInferRuntime(log), "starting TensorRT");
    }

    TrtLog log() {
        return log;
    }

    /** As {@code 10.6.0}. */
    String version() {
        return getInferLibMajorVersion() + "." + getInferLibMinorVersion() + "." + getInferLibPatchVersion();
    }

    /**
     * Reads a plan.
     *
     * @return empty if TensorRT refuses it: it was built by another version, or for another device
     */
    Optional<TrtSession> open(byte[] plan, ShapeProfile profile) {
        log.clear();
        try (BytePointer bytes = new BytePointer(plan)) {
            ICudaEngine engine = runtime.deserializeCudaEngine(bytes, plan.length);
            return engine == null ? Optional.empty() : Optional.of(new TrtSession(engine, profile, log, deleter));
        }
    }
}
