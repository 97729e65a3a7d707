package org.afterimage.infer.tensorrt;

import java.util.Locale;

/** In what numbers a network is computed. Inputs and outputs are single precision in either case. */
public enum Precision {
    /** IEEE single precision; TF32, which rounds to ten bits, stays off. */
    FP32,
    /** Half precision where TensorRT finds it faster; only where the manifest permits it. */
    FP16;

    /** As names and keys have it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
