package org.afterimage.bench.hallucinations;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.afterimage.infer.InferenceException;
import org.afterimage.infer.LoadedModel;
import org.afterimage.infer.Tensor;
import org.afterimage.model.ModelPackage;

/** A network whose answers are kept on disk by the digest of what it was asked, so that a second run of the benchmark needs no inference. */
final class KeptNetwork implements LoadedModel {

    private static final int DIGITS = 12;

    private final LoadedModel network;
    private final Path folder;
    private final Optional<LoadedModel> checker;

    private KeptNetwork(LoadedModel network, Path folder, Optional<LoadedModel> checker) {
        this.network = network;
        this.folder = folder;
        this.checker = checker;
    }

    /**
     * The network of a package and the one that checks it, with their answers kept. What is planted changes one slice of a stack, so that a
     * checking network would be asked the same of all the others again.
     *
     * @param folder where each network has a folder of its own
     */
    static LoadedModel of(LoadedModel network, ModelPackage model, Path folder) {
        return new KeptNetwork(
                network,
                answers(folder, model),
                model.checker()
                        .flatMap(second -> network.checker()
                                .map(checker -> new KeptNetwork(checker, answers(folder, second), Optional.empty()))));
    }

    private static Path answers(Path folder, ModelPackage model) {
        return folder.resolve("answers-" + model.sha256().substring(0, DIGITS));
    }

    @Override
    public Map<String, Tensor> run(Map<String, Tensor> inputs) throws InferenceException {
        Path file = folder.resolve(digest(inputs) + ".bin");
        try {
            if (Files.exists(file)) {
                return read(file);
            }
            Map<String, Tensor> answer = network.run(inputs);
            Files.createDirectories(folder);
            Path part = folder.resolve(file.getFileName() + ".part");
            write(answer, part);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<LoadedModel> checker() {
        return checker;
    }

    @Override
    public void close() {
        network.close();
    }

    private static String digest(Map<String, Tensor> inputs) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Map.Entry<String, Tensor> input : new TreeMap<>(inputs).entrySet()) {
                digest.update(input.getKey().getBytes(java.nio.charset.StandardCharsets.UTF_8));
                ByteBuffer bytes = ByteBuffer.allocate(input.getValue().data().length * Float.BYTES);
                bytes.asFloatBuffer().put(input.getValue().data());
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static void write(Map<String, Tensor> answer, Path file) throws IOException {
        try (DataOutputStream out =
                new DataOutputStream(new java.io.BufferedOutputStream(Files.newOutputStream(file)))) {
            out.writeInt(answer.size());
            for (Map.Entry<String, Tensor> one : answer.entrySet()) {
                out.writeUTF(one.getKey());
                out.writeInt(one.getValue().shape().length);
                for (int size : one.getValue().shape()) {
                    out.writeInt(size);
                }
                for (float value : one.getValue().data()) {
                    out.writeFloat(value);
                }
            }
        }
    }

    private static Map<String, Tensor> read(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(new java.io.BufferedInputStream(Files.newInputStream(file)))) {
            Map<String, Tensor> answer = new LinkedHashMap<>();
            for (int left = in.readInt(); left > 0; left--) {
                String name = in.readUTF();
                int[] shape = new int[in.readInt()];
                int values = 1;
                for (int k = 0; k < shape.length; k++) {
                    shape[k] = in.readInt();
                    values *= shape[k];
                }
                byte[] bytes = in.readNBytes(values * Float.BYTES);
                float[] data = new float[values];
                ByteBuffer.wrap(bytes).asFloatBuffer().get(data);
                answer.put(name, new Tensor(data, shape));
            }
            return answer;
        }
    }
}
