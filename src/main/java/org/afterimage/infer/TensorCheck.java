package org.afterimage.infer;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeSet;
import org.afterimage.model.ModelPackage;
import org.afterimage.model.PlaneShape;

/** Compares the tensors that a network declares with those that its manifest says. */
final class TensorCheck {

    private final ModelPackage model;

    TensorCheck(ModelPackage model) {
        this.model = model;
    }

    /**
     * Opens the network without optimising it, since DJL does not show a session's tensors, and compares.
     *
     * @return whether the network takes several images at once
     */
    boolean check(OrtEnvironment environment, byte[] network) throws InferenceException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
            options.setIntraOpNumThreads(1);
            options.setCPUArenaAllocator(false);
            try (OrtSession session = environment.createSession(network, options)) {
                compare(
                        "input",
                        session.getInputInfo(),
                        model.manifest().model().inputs());
                compare(
                        "output",
                        session.getOutputInfo(),
                        model.manifest().model().outputs());
                return session.getInputInfo().values().stream().allMatch(TensorCheck::leavesBatchFree);
            }
        } catch (OrtException e) {
            throw new InferenceException(
                    "The file " + model.manifest().model().file() + " of " + model.displayName()
                            + " is not a network that ONNX Runtime can read: " + e.getMessage(),
                    e);
        }
    }

    private void compare(String kind, Map<String, NodeInfo> found, Map<String, PlaneShape> declared)
            throws InferenceException {
        if (!found.keySet().equals(declared.keySet())) {
            throw new InferenceException("The network of " + model.displayName() + " has the " + kind + "s "
                    + new TreeSet<>(found.keySet()) + ", its manifest says " + new TreeSet<>(declared.keySet()));
        }
        for (Map.Entry<String, PlaneShape> tensor : declared.entrySet()) {
            compare(kind, tensor.getKey(), found.get(tensor.getKey()), tensor.getValue());
        }
    }

    private void compare(String kind, String name, NodeInfo found, PlaneShape declared) throws InferenceException {
        String where = "The " + kind + " '" + name + "' of " + model.displayName();
        if (!(found.getInfo() instanceof TensorInfo info) || info.type != OnnxJavaType.FLOAT) {
            throw new InferenceException(where + " is not a tensor of float32");
        }
        if (!matches(info.getShape(), declared)) {
            throw new InferenceException(where + " has the shape " + Arrays.toString(info.getShape())
                    + " in the network (batch first, -1 for any), its manifest says " + declared + " without batch");
        }
    }

    private static boolean leavesBatchFree(NodeInfo found) {
        return found.getInfo() instanceof TensorInfo info && info.getShape()[0] == -1;
    }

    private static boolean matches(long[] shape, PlaneShape declared) {
        long[] wanted = {1, declared.channels(), declared.rows(), declared.columns()};
        if (shape.length != wanted.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            // What the manifest leaves free, the network must leave free too; what the network leaves free fits any
            // manifest.
            if (shape[i] != -1 && shape[i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }
}
