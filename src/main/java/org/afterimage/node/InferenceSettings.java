package org.afterimage.node;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * What runs the networks. Unless an administrator says otherwise the node takes, for each model, the first of its engines that works and agrees
 * with the CPU.
 *
 * @param engine the only one that may be used; null for the first that works
 * @param forbid engines that are not to be used
 * @param onnxRuntimeNatives folder with the libraries of an ONNX Runtime that was built for GPUs; null for the CPU build of this program
 * @param threads that work on one inference; null for as many as the machine, or the container's limit, gives
 * @param arena whether ONNX Runtime keeps memory between runs
 * @param memoryMiB that one run of a network may need; null for half of what the machine, or the container's limit, gives
 */
public record InferenceSettings(
        @Setting("the only engine that may be used; unless set the first that works and agrees with the CPU")
        Engine engine,

        @Setting("engines that are not to be used") List<Engine> forbid,

        @Setting("folder with the libraries of ONNX Runtime's GPU build, for `onnxruntime-gpu`")
        String onnxRuntimeNatives,

        @Setting("threads that work on one inference; unless set as many as the machine or the container gives")
        Integer threads,

        @Setting("whether ONNX Runtime keeps its memory between runs: `on`, `off`, or `auto` by the memory there is")
        Arena arena,

        @Setting(
                "MiB that one run of a network may need; a larger image is given in tiles, or refused where the network needs it whole;"
                        + " unless set half of the machine's or the container's memory")
        Integer memoryMiB) {
    /** What can run networks, in the order in which it is tried. */
    public enum Engine {
        /** TensorRT on an NVIDIA GPU, in a node that was built with {@code -Ptensorrt}. */
        @JsonProperty("tensorrt")
        TENSORRT,
        /** ONNX Runtime on an NVIDIA GPU, with libraries that the site provides. */
        @JsonProperty("onnxruntime-gpu")
        ONNXRUNTIME_GPU,
        /** ONNX Runtime on the CPU, which every node has. */
        @JsonProperty("onnxruntime-cpu")
        ONNXRUNTIME_CPU
    }

    /** Whether ONNX Runtime keeps memory between runs. */
    public enum Arena {
        /** Kept where the machine or the container has room. */
        @JsonProperty("auto")
        AUTO,
        /** Kept: a little faster. */
        @JsonProperty("on")
        ON,
        /** Given back after each run. */
        @JsonProperty("off")
        OFF
    }

    /** Fills in defaults and refuses what can't work. */
    public InferenceSettings {
        forbid = List.copyOf(Objects.requireNonNullElse(forbid, List.of()));
        arena = Objects.requireNonNullElse(arena, Arena.AUTO);
        if (engine != null && forbid.contains(engine)) {
            throw new IllegalArgumentException(
                    "inference.engine is an engine that inference.forbid names; one of the two must change");
        }
        if (forbid.containsAll(List.of(Engine.values()))) {
            throw new IllegalArgumentException("inference.forbid names every engine, so that no model could run");
        }
        if (onnxRuntimeNatives != null && !Path.of(onnxRuntimeNatives).isAbsolute()) {
            throw new IllegalArgumentException(
                    "inference.onnxRuntimeNatives is '" + onnxRuntimeNatives + "' and must be an absolute path");
        }
        if (threads != null) {
            NodeSettings.inRange("inference.threads", threads, 1, 1024);
        }
        if (memoryMiB != null) {
            NodeSettings.inRange("inference.memoryMiB", memoryMiB, 64, 1 << 20);
        }
    }
}
