package org.afterimage.model;

import java.util.OptionalDouble;

/**
 * How far the answer of an engine on another processor may be from that of ONNX Runtime on the CPU, for the same input: the greatest
 * difference in an output, as a part of the greatest magnitude in that output. An engine that is further off is not used for the model.
 *
 * @param fp32 bound for single precision
 * @param fp16 bound for half precision; empty when the package does not permit it
 */
public record Agreement(double fp32, OptionalDouble fp16) {

    /** What applies when a manifest says nothing: single precision, and the same to three digits. */
    public static final Agreement DEFAULT = new Agreement(1e-3, OptionalDouble.empty());

    private static final double LEAST = 1e-7; // about the last bit of single precision
    private static final double MOST = 0.1;

    /** Whether half precision may be used. */
    public boolean permitsHalf() {
        return fp16.isPresent();
    }

    /** Reads {@code agreement}, which may be absent, as may each of its fields. */
    static Agreement read(ManifestFields network) throws InvalidManifestException {
        if (!network.has("agreement")) {
            return DEFAULT;
        }
        ManifestFields fields = network.mapping("agreement");
        double fp32 = fields.has("fp32") ? fields.number("fp32", LEAST, MOST) : DEFAULT.fp32();
        OptionalDouble fp16 =
                fields.has("fp16") ? OptionalDouble.of(fields.number("fp16", LEAST, MOST)) : OptionalDouble.empty();
        fields.end();
        return new Agreement(fp32, fp16);
    }
}
