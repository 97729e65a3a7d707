package org.afterimage.infer;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What can run networks, in the order in which the node prefers it. */
public enum EngineKind {
    /** TensorRT on an NVIDIA GPU. */
    TENSORRT("tensorrt"),
    /** ONNX Runtime on an NVIDIA GPU. */
    ONNXRUNTIME_GPU("onnxruntime-gpu"),
    /** ONNX Runtime on the CPU: the one that each node has, and with which the others are compared. */
    ONNXRUNTIME_CPU("onnxruntime-cpu");

    private final String id;

    EngineKind(String id) {
        this.id = id;
    }

    /** As configuration and logs name it. */
    @JsonValue
    public String id() {
        return id;
    }

    /**
     * The kind of that id.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static EngineKind of(String id) {
        return Arrays.stream(values())
                .filter(kind -> kind.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + id + "' is no engine; there are "
                        + Arrays.stream(values()).map(EngineKind::id).collect(Collectors.joining(", "))));
    }

    @Override
    public String toString() {
        return id;
    }
}
