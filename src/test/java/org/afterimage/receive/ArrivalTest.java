package org.afterimage.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.afterimage.receive.journal.FileSync;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArrivalTest {
    private static final byte[] META = {9, 8, 7};

    @TempDir
    private Path folder;

    private final ArrivalBuffers buffers = new ArrivalBuffers(100_000);
    private final TestDisk disk = new TestDisk();
    private final ExecutorService writer = Executors.newSingleThreadExecutor();

    @AfterEach
    void stop() {
        writer.shutdown();
    }

    @Test
    void readSkippedOrLeftOverEveryByteOfALongOneReachesTheFileOnceAndInOrder() throws IOException {
        byte[] bytes = random(1_000_000);
        try (Arrival arrival = arrival(dribble(bytes))) {
            assertThat(arrival.bytes()).isEqualTo(3);
            assertThat(arrival.read()).isEqualTo(Byte.toUnsignedInt(bytes[0]));
            assertThat(arrival.readNBytes(5000)).isEqualTo(Arrays.copyOfRange(bytes, 1, 5001));
            assertThat(arrival.skip(600_000)).isEqualTo(600_000);
            assertThat(arrival.read()).isEqualTo(Byte.toUnsignedInt(bytes[605_001]));
            arrival.finish();
            assertThat(arrival.bytes()).isEqualTo(1_000_003);
            assertThat(arrival.memory()).isEmpty();
            byte[] written = Files.readAllBytes(arrival.syncFile());
            assertThat(written).hasSize(1_000_003).startsWith(META).endsWith(bytes);
            arrival.keep();
        }
        assertThat(folder.resolve("arriving.dcm")).exists();
    }

    @Test
    void aShortOneStaysInMemory() throws IOException {
        byte[] bytes = random(90_000);
        try (Arrival arrival = arrival(dribble(bytes))) {
            assertThat(arrival.readNBytes(10)).isEqualTo(Arrays.copyOf(bytes, 10));
            arrival.finish();
            ByteBuffer memory = arrival.memory().orElseThrow();
            byte[] held = new byte[memory.remaining()];
            memory.get(held);
            assertThat(held).hasSize(90_003).startsWith(META).endsWith(bytes);
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aLongOneThatIsNotKeptLeavesNoFile() throws IOException {
        try (Arrival arrival = arrival(new ByteArrayInputStream(random(300_000)))) {
            arrival.finish();
            assertThat(folder).isNotEmptyDirectory();
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void skippingBeyondTheEndSaysHowFarItWent() throws IOException {
        try (Arrival arrival = arrival(new ByteArrayInputStream(random(200_000)))) {
            assertThat(arrival.skip(300_000)).isEqualTo(200_000);
            assertThat(arrival.skip(1)).isZero();
            assertThat(arrival.read()).isEqualTo(-1);
            assertThat(arrival.bytes()).isEqualTo(200_003);
        }
    }

    @Test
    void aDiskThatFailsIsToldFromASenderThatFails() throws IOException {
        Path nowhere = folder.resolve("missing/arriving.dcm");
        try (Arrival arrival = new Arrival(
                new ByteArrayInputStream(random(500_000)), META, nowhere, buffers, FileSync.OF_THE_DISK, writer)) {
            assertThatThrownBy(() -> arrival.skip(500_000)).isInstanceOf(DiskException.class);
        }
    }

    @Test
    void aSyncThatFailsWhileMoreArrivesIsNotForgotten() throws IOException {
        disk.fail(true);
        try (Arrival arrival = arrival(new ByteArrayInputStream(random(250_000)))) {
            assertThatThrownBy(() -> {
                        arrival.skip(150_000);
                        Thread.sleep(200);
                        disk.fail(false);
                        arrival.finish();
                        arrival.syncFile();
                    })
                    .isInstanceOf(DiskException.class)
                    .hasRootCauseMessage("No space left on device");
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aBufferIsUsedAgainUnlessSomebodyStillReadsIt() throws IOException {
        ByteBuffer first = buffers.take();
        buffers.giveBack(first);
        Arrival lent = arrival(InputStream.nullInputStream());
        lent.lendBuffer();
        lent.close();
        assertThat(buffers.take()).isNotSameAs(first);
        buffers.giveBack(first);
        arrival(InputStream.nullInputStream()).close();
        assertThat(buffers.take()).isSameAs(first);
    }

    private Arrival arrival(InputStream in) {
        return new Arrival(in, META, folder.resolve("arriving.dcm"), buffers, disk, writer);
    }

    /** Gives few bytes at a time, as a network does. */
    private static InputStream dribble(byte[] bytes) {
        Random random = new Random(5);
        return new ByteArrayInputStream(bytes) {
            @Override
            public int read(byte[] buffer, int offset, int length) {
                return super.read(buffer, offset, Math.min(length, 1 + random.nextInt(70_000)));
            }
        };
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
