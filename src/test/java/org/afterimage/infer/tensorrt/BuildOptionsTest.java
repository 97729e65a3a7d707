package org.afterimage.infer.tensorrt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.afterimage.model.ModelCatalogue;
import org.afterimage.model.ModelPackage;
import org.afterimage.model.TestPackages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildOptionsTest {

    private static final String PERMITS = "  agreement: { fp32: 0.0001, fp16: 0.02 }\n";

    @TempDir
    Path models;

    @Test
    void batchesGoFromOneToTheGreatestAndSidesStayAsTheManifestSays() {
        BuildOptions options = BuildOptions.of(model(TestPackages.BONE_AND_LUNG), Precision.FP32, 8);
        assertThat(options.profile().inputs())
                .containsExactly(new ShapeProfile.Input(
                        "image", List.of(1, 1, 64, 64), List.of(1, 1, 64, 64), List.of(8, 1, 64, 64)));
    }

    @Test
    void aSideThatTheNetworkLeavesFreeHasARange() {
        ModelPackage kernel = ModelCatalogue.load(Path.of("models"))
                .named("ct-kernel-sharp-to-smooth")
                .orElseThrow();
        ShapeProfile profile = BuildOptions.of(kernel, Precision.FP32, 4).profile();
        assertThat(profile.canonical())
                .isEqualTo("image[1, 1, 64, 64][1, 1, 512, 512][4, 1, 1024, 1024]"
                        + " spacing[1, 1, 1, 2][1, 1, 1, 2][4, 1, 1, 2]");
        profile.require("image", 1, 1, 777, 64);
        assertThatThrownBy(() -> profile.require("image", 1, 1, 2048, 512))
                .hasMessage("the input 'image' has the shape [1, 1, 2048, 512]; the plan was built for"
                        + " [1, 1, 64, 64] to [4, 1, 1024, 1024]");
        assertThatThrownBy(() -> profile.require("image", 5, 1, 512, 512)).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> profile.require("picture", 1, 1, 512, 512)).hasMessage("there is no input 'picture'");
    }

    @Test
    void halfPrecisionNeedsTheManifestsPermission() {
        ModelPackage strict = model(TestPackages.BONE_AND_LUNG);
        assertThatThrownBy(() -> BuildOptions.of(strict, Precision.FP16, 1))
                .hasMessage("the manifest of test-model 1.2.3 does not permit half precision (model.agreement.fp16)");
        assertThat(BuildOptions.measuring(strict, Precision.FP16, 1).precision())
                .isEqualTo(Precision.FP16);

        ModelPackage permits = model(TestPackages.BONE_AND_LUNG + PERMITS);
        assertThat(permits.manifest().model().agreement().fp16()).hasValue(0.02);
        assertThat(permits.manifest().model().agreement().fp32()).isEqualTo(0.0001);
        assertThat(BuildOptions.of(permits, Precision.FP16, 1).precision()).isEqualTo(Precision.FP16);
    }

    @Test
    void theKeyHoldsAllThatThePlanDependsOn() {
        GpuFacts gpu = new GpuFacts("10.6.0", "NVIDIA L4", "8.9", "12.4");
        ModelPackage model = model(TestPackages.BONE_AND_LUNG);
        PlanKey one = BuildOptions.of(model, Precision.FP32, 1).key(gpu);
        PlanKey eight = BuildOptions.of(model, Precision.FP32, 8).key(gpu);
        assertThat(one.text())
                .contains(
                        "onnx " + model.sha256(), "tensorrt 10.6.0", "gpu NVIDIA L4", "driver 12.4", "precision fp32");
        assertThat(one.digest()).hasSize(64).isNotEqualTo(eight.digest());
    }

    @Test
    void aBatchHasAtLeastOneImage() {
        assertThatThrownBy(() -> BuildOptions.of(model(TestPackages.BONE_AND_LUNG), Precision.FP32, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private ModelPackage model(String tensors) {
        return TestPackages.load(models, "threshold_lung", tensors);
    }
}
