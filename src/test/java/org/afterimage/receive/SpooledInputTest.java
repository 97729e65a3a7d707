package org.afterimage.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpooledInputTest {
    private static final byte[] META = {9, 8, 7};

    @TempDir
    private Path folder;

    private Spool spool;
    private Spool.Incoming file;

    @BeforeEach
    void begin() throws IOException {
        spool = new Spool(folder);
        file = spool.begin();
    }

    @AfterEach
    void end() throws IOException {
        file.close();
        spool.close();
    }

    @Test
    void readSkippedOrLeftOverEveryByteReachesTheFileOnceAndInOrder() throws IOException {
        byte[] bytes = random(1_000_000);
        SpooledInput input = new SpooledInput(dribble(bytes), file, META);
        assertThat(input.bytes()).isEqualTo(3);
        assertThat(input.read()).isEqualTo(Byte.toUnsignedInt(bytes[0]));
        byte[] some = input.readNBytes(5000);
        assertThat(some).isEqualTo(Arrays.copyOfRange(bytes, 1, 5001));
        assertThat(input.skip(600_000)).isEqualTo(600_000);
        assertThat(input.read()).isEqualTo(Byte.toUnsignedInt(bytes[605_001]));
        input.finish();
        assertThat(input.bytes()).isEqualTo(1_000_003);
        assertThat(input.sha256Hex()).isEqualTo(TestInstances.sha256(bytes));
        byte[] written = Files.readAllBytes(file.path());
        assertThat(written).hasSize(1_000_003).startsWith(META).endsWith(bytes);
    }

    @Test
    void skippingBeyondTheEndSaysHowFarItWent() throws IOException {
        SpooledInput input = new SpooledInput(new ByteArrayInputStream(random(200_000)), file, META);
        assertThat(input.skip(300_000)).isEqualTo(200_000);
        assertThat(input.skip(1)).isZero();
        assertThat(input.read()).isEqualTo(-1);
        input.finish();
        assertThat(Files.size(file.path())).isEqualTo(200_003);
    }

    @Test
    void anEmptyDataSetIsTheFileMetaInformationAlone() throws IOException {
        SpooledInput input = new SpooledInput(InputStream.nullInputStream(), file, META);
        input.finish();
        assertThat(Files.readAllBytes(file.path())).isEqualTo(META);
        assertThat(input.sha256Hex()).isEqualTo(TestInstances.sha256(new byte[0]));
    }

    @Test
    void aDiskThatFailsIsToldFromASenderThatFails() throws IOException {
        SpooledInput input = new SpooledInput(new ByteArrayInputStream(random(500_000)), file, META);
        file.close();
        assertThatThrownBy(() -> input.skip(500_000)).isInstanceOf(DiskException.class);
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
