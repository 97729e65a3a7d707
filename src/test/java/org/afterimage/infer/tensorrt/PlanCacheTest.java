package org.afterimage.infer.tensorrt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanCacheTest {

    private static final GpuFacts GPU = new GpuFacts("10.6.0", "NVIDIA H100 80GB HBM3", "9.0", "12.6");
    private static final PlanKey KEY = new PlanKey("ab".repeat(32), GPU, Precision.FP32, "image[1][8]");
    private static final byte[] PLAN = "a plan of some length".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path parent;

    private final AtomicInteger built = new AtomicInteger();
    private Path folder;
    private PlanCache cache;

    @BeforeEach
    void anEmptyCache() throws IOException {
        folder = parent.resolve("data/plans");
        cache = PlanCache.open(folder);
    }

    @Test
    void aPlanIsBuiltOnceAndReadAfterwards() throws IOException {
        assertThat(get(KEY)).isEqualTo(PLAN);
        assertThat(get(KEY)).isEqualTo(PLAN);
        byte[] secondStart = PlanCache.open(folder).get(KEY, this::build, Optional::of);
        assertThat(secondStart).isEqualTo(PLAN);
        assertThat(built).hasValue(1);
    }

    @Test
    void anotherNetworkVersionDeviceDriverPrecisionOrShapeIsAnotherPlan() throws IOException {
        List<PlanKey> keys = List.of(
                KEY,
                new PlanKey("cd".repeat(32), GPU, Precision.FP32, "image[1][8]"),
                new PlanKey(KEY.onnxSha256(), GPU, Precision.FP16, "image[1][8]"),
                new PlanKey(KEY.onnxSha256(), GPU, Precision.FP32, "image[1][4]"),
                of(new GpuFacts("10.7.0", GPU.gpu(), GPU.computeCapability(), GPU.driver())),
                of(new GpuFacts(GPU.tensorRtVersion(), "NVIDIA L4", GPU.computeCapability(), GPU.driver())),
                of(new GpuFacts(GPU.tensorRtVersion(), GPU.gpu(), "8.9", GPU.driver())),
                of(new GpuFacts(GPU.tensorRtVersion(), GPU.gpu(), GPU.computeCapability(), "12.8")));
        for (PlanKey key : keys) {
            get(key);
        }
        assertThat(built).hasValue(keys.size());
        assertThat(keys.stream().map(PlanKey::digest).distinct()).hasSize(keys.size());
    }

    @Test
    void onlyTheNodesUserCanReadWhatIsKept() throws IOException {
        get(KEY);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files)
                    .hasSize(2)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cut", "changed", "empty", "longer", "noise", "other key"})
    void aDamagedPlanIsBuiltAnew(String damage) throws IOException {
        get(KEY);
        Path file = plan();
        byte[] bytes = Files.readAllBytes(file);
        switch (damage) {
            case "cut" -> Files.write(file, Arrays.copyOf(bytes, bytes.length - 3));
            case "changed" -> {
                bytes[bytes.length - 2] ^= 1;
                Files.write(file, bytes);
            }
            case "empty" -> Files.write(file, new byte[0]);
            case "longer" -> Files.write(file, new byte[] {1}, StandardOpenOption.APPEND);
            case "noise" -> Files.write(file, new byte[200]);
            default -> {
                PlanKey other = of(new GpuFacts("9.0.0", "another", "7.0", "11"));
                get(other);
                Files.copy(folder.resolve(other.digest() + ".plan"), file, StandardCopyOption.REPLACE_EXISTING);
                built.decrementAndGet();
            }
        }
        assertThat(get(KEY)).isEqualTo(PLAN);
        assertThat(get(KEY)).isEqualTo(PLAN);
        assertThat(built).hasValue(2);
    }

    @Test
    void aPlanThatTensorRtRefusesIsBuiltAnew() throws IOException {
        get(KEY);
        AtomicInteger reads = new AtomicInteger();
        byte[] engine = cache.get(
                KEY, this::build, plan -> reads.incrementAndGet() == 1 ? Optional.<byte[]>empty() : Optional.of(plan));
        assertThat(engine).isEqualTo(PLAN);
        assertThat(built).hasValue(2);
        assertThatThrownBy(() -> cache.get(KEY, this::build, plan -> Optional.<byte[]>empty()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("refuses the plan that it built");
        assertThat(plan()).doesNotExist();
    }

    @Test
    void aPlanThatSomebodyElseCouldHaveWrittenIsNotRead() throws IOException {
        get(KEY);
        Files.setPosixFilePermissions(plan(), PosixFilePermissions.fromString("rw-rw-rw-"));
        get(KEY);
        assertThat(built).hasValue(2);

        Path elsewhere = parent.resolve("elsewhere.plan");
        Files.move(plan(), elsewhere);
        Files.createSymbolicLink(plan(), elsewhere);
        get(KEY);
        assertThat(built).hasValue(3);
        assertThat(Files.isSymbolicLink(plan())).isFalse();
    }

    @Test
    void aFolderThatOthersCanWriteToIsRefused() throws IOException {
        Path open = Files.createDirectory(parent.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThatThrownBy(() -> PlanCache.open(open))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("belongs to this user alone");
        Path link = Files.createSymbolicLink(parent.resolve("link"), folder);
        assertThatThrownBy(() -> PlanCache.open(link)).isInstanceOf(IOException.class);
    }

    @Test
    void aBuildThatFailsLeavesNothing() throws IOException {
        assertThatThrownBy(() -> cache.get(
                        KEY,
                        () -> {
                            throw new IOException("out of device memory");
                        },
                        Optional::of))
                .hasMessage("out of device memory");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactly(KEY.digest() + ".lock");
        }
        assertThat(get(KEY)).isEqualTo(PLAN);
    }

    @Test
    void threadsThatWantTheSamePlanWaitForTheOneThatBuildsIt() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<byte[]>> plans = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                plans.add(threads.submit(() -> get(KEY)));
            }
            for (Future<byte[]> plan : plans) {
                assertThat(plan.get()).isEqualTo(PLAN);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(built).hasValue(1);
    }

    @Test
    void theWaitForAnotherProcessHasAnEnd() throws IOException {
        PlanCache impatient = PlanCache.open(folder, Duration.ofMillis(300));
        try (FileChannel other = FileChannel.open(
                folder.resolve(KEY.digest() + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            other.lock();
            assertThatThrownBy(() -> impatient.get(KEY, this::build, Optional::of))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("another process has been building this plan");
        }
    }

    private static PlanKey of(GpuFacts gpu) {
        return new PlanKey(KEY.onnxSha256(), gpu, Precision.FP32, "image[1][8]");
    }

    private Path plan() {
        return folder.resolve(KEY.digest() + ".plan");
    }

    private byte[] get(PlanKey key) throws IOException {
        return cache.get(key, this::build, Optional::of);
    }

    private byte[] build() {
        built.incrementAndGet();
        return PLAN.clone();
    }
}
