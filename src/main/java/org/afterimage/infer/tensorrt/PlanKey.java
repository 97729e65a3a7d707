package org.afterimage.infer.tensorrt;

import java.nio.charset.StandardCharsets;
import org.afterimage.model.Sha256;

/**
 * All that a plan depends on. A plan is used only where every part is the same: TensorRT checks its own version and the compute capability, but
 * neither the driver nor what the plan was meant for.
 *
 * @param onnxSha256 digest of the network
 * @param gpu TensorRT's version, the GPU and its driver
 * @param precision in what numbers it computes
 * @param profile shapes and further options, as one line
 */
public record PlanKey(String onnxSha256, GpuFacts gpu, Precision precision, String profile) {

    /** One line a part. */
    public String text() {
        return String.join(
                "\n",
                "onnx " + onnxSha256,
                "tensorrt " + gpu.tensorRtVersion(),
                "gpu " + gpu.gpu(),
                "computeCapability " + gpu.computeCapability(),
                "driver " + gpu.driver(),
                "precision " + precision.id(),
                "profile " + profile);
    }

    /** The name of the plan's file, without its ending. */
    public String digest() {
        return Sha256.of(text().getBytes(StandardCharsets.UTF_8));
    }
}
