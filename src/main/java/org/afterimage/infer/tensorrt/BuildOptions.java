package org.afterimage.infer.tensorrt;

import org.afterimage.model.ModelManifest;
import org.afterimage.model.ModelPackage;

/**
 * How a plan is built.
 *
 * @param onnxSha256 digest of the network
 * @param precision in what numbers it computes
 * @param profile the shapes that it takes
 * @param workspaceBytes device memory that a layer may use besides its tensors
 */
public record BuildOptions(String onnxSha256, Precision precision, ShapeProfile profile, long workspaceBytes) {

    /** Under this name the options are given to DJL's {@code Model.load}. */
    public static final String OPTION = "buildOptions";

    /** Images at once that a plan takes. */
    public static final int LARGEST_BATCH = 8;

    /** The least side that a plan takes where the network leaves sides free, and of the image with which it is warmed up. */
    public static final int LEAST_SIDE = 64;

    /** The greatest side that a plan takes where the network leaves sides free. */
    public static final int GREATEST_SIDE = 1024;

    private static final int USUAL_SIDE = 512;
    private static final long WORKSPACE = 1L << 30;

    /**
     * The options for a model.
     *
     * @param batch the largest batch, at least 1
     * @throws IllegalArgumentException if the manifest does not permit the precision
     */
    public static BuildOptions of(ModelPackage model, Precision precision, int batch) {
        ModelManifest manifest = model.manifest();
        if (precision == Precision.FP16 && !manifest.model().agreement().permitsHalf()) {
            throw new IllegalArgumentException("the manifest of " + model.displayName()
                    + " does not permit half precision (model.agreement.fp16)");
        }
        return measuring(model, precision, batch);
    }

    /** The same whatever the manifest permits: to measure what it could permit. */
    public static BuildOptions measuring(ModelPackage model, Precision precision, int batch) {
        if (batch < 1) {
            throw new IllegalArgumentException("a batch has at least one image, not " + batch);
        }
        ShapeProfile profile = ShapeProfile.of(model.manifest().model(), batch, LEAST_SIDE, USUAL_SIDE, GREATEST_SIDE);
        return new BuildOptions(model.sha256(), precision, profile, WORKSPACE);
    }

    /** The key under which the plan is kept for a GPU. */
    public PlanKey key(GpuFacts gpu) {
        return new PlanKey(onnxSha256, gpu, precision, profile.canonical() + " workspace " + workspaceBytes);
    }
}
