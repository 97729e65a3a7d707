package org.afterimage.infer;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.afterimage.model.ModelPackage;
import org.afterimage.model.NetworkMemory;

/**
 * A network whose runs keep to what its engine may take. An image that is too large for one run is given in tiles which overlap by twice the
 * network's reach, and of each answer the margin is thrown away; so the whole differs from an answer to the whole image by the rounding of
 * single precision alone. Where the manifest says that the network needs the whole image, such an image is refused.
 */
final class LimitedModel implements LoadedModel {

    private static final int MIB = 1 << 20;

    private final LoadedModel network;
    private final ModelPackage model;
    private final RunLimits limits;
    private final Set<String> images;

    LimitedModel(LoadedModel network, ModelPackage model, RunLimits limits) {
        this.network = network;
        this.model = model;
        this.limits = limits;
        this.images = new LinkedHashSet<>(model.manifest().model().imageInputs());
    }

    @Override
    public int batchOf(int rows, int columns) {
        return limits.batchOf(model.manifest().model(), rows, columns);
    }

    @Override
    public Map<String, Tensor> run(Map<String, Tensor> inputs) throws InferenceException {
        NetworkMemory memory = model.manifest().model().memory().orElse(null);
        Tensor image = images.stream()
                .filter(inputs::containsKey)
                .map(inputs::get)
                .findFirst()
                .orElse(null);
        if (memory == null || image == null || image.shape().length != 4 || fits(image, memory)) {
            return network.run(inputs);
        }
        return inTiles(inputs, image, tiles(image, memory));
    }

    private boolean fits(Tensor image, NetworkMemory memory) {
        int rows = image.shape()[2];
        int columns = image.shape()[3];
        return Math.max(rows, columns) <= limits.side()
                && (long) rows * columns <= limits.pixelsOf(memory.bytesPerPixel(), image.shape()[0]);
    }

    private List<Tile> tiles(Tensor image, NetworkMemory memory) throws InferenceException {
        if (memory.reach().isEmpty()) {
            throw new InferenceException(
                    tooLarge(image, memory) + ", and can't be given it in tiles: " + memory.wholeImage());
        }
        List<Tile> tiles = Tile.of(
                image.shape()[2],
                image.shape()[3],
                limits.pixelsOf(memory.bytesPerPixel(), image.shape()[0]),
                limits.side(),
                memory.reach().getAsInt(),
                memory.multiple());
        if (tiles.isEmpty()) {
            throw new InferenceException(
                    tooLarge(image, memory) + ", and tiles of that size would be little but margin");
        }
        return tiles;
    }

    private String tooLarge(Tensor image, NetworkMemory memory) {
        int rows = image.shape()[2];
        int columns = image.shape()[3];
        String size = model.displayName() + " is given " + rows + " x " + columns + " pixels";
        if (Math.max(rows, columns) > limits.side()) {
            return size + ", takes at most " + limits.side() + " rows or columns at once on this engine";
        }
        long needed = (long) rows * columns * memory.bytesPerPixel() * image.shape()[0];
        return size + ", needs " + (needed + MIB - 1) / MIB + " MiB for them where a run may have "
                + limits.bytes() / MIB + " (inference.memoryMiB of node.yaml)";
    }

    private Map<String, Tensor> inTiles(Map<String, Tensor> inputs, Tensor image, List<Tile> tiles)
            throws InferenceException {
        Map<String, Tensor> whole = new HashMap<>();
        for (Tile tile : tiles) {
            Map<String, Tensor> part = new HashMap<>(inputs);
            part.replaceAll((name, tensor) -> images.contains(name) ? tile.cutFrom(tensor) : tensor);
            for (Map.Entry<String, Tensor> answer : network.run(part).entrySet()) {
                requireSize(answer.getKey(), answer.getValue(), tile);
                tile.paste(
                        answer.getValue(),
                        whole.computeIfAbsent(answer.getKey(), name -> empty(answer.getValue(), image)));
            }
        }
        return whole;
    }

    private void requireSize(String name, Tensor answer, Tile tile) throws InferenceException {
        if (answer.shape()[2] != tile.rows().seen()
                || answer.shape()[3] != tile.columns().seen()) {
            throw new InferenceException("The output '" + name + "' of " + model.displayName() + " has "
                    + answer.shape()[2] + " x " + answer.shape()[3] + " pixels for a tile of "
                    + tile.rows().seen() + " x " + tile.columns().seen());
        }
    }

    private static Tensor empty(Tensor answer, Tensor image) {
        int[] shape = {answer.shape()[0], answer.shape()[1], image.shape()[2], image.shape()[3]};
        return new Tensor(new float[shape[0] * shape[1] * shape[2] * shape[3]], shape);
    }

    @Override
    public Optional<LoadedModel> checker() {
        return network.checker();
    }

    @Override
    public void close() {
        network.close();
    }
}
