package org.afterimage.dicom.pixel;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Element;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.VR;
import org.afterimage.dicom.io.Bytes;
import org.afterimage.dicom.io.DataSetReader;
import org.afterimage.dicom.io.DataSetWriter;
import org.afterimage.dicom.io.DicomFormatException;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.io.TransferSyntax;
import org.afterimage.dicom.pixel.CodeStreams.Sample;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any bytes are a frame or a {@link DicomFormatException}: nothing else, and soon. The seeds are code streams of other encoders; the
 * first byte of an input chooses which of them says how the image is laid out.
 */
class FrameFuzzTest {

    private static final String JPEG_FAMILY = "1.2.840.10008.1.2.4.";
    private static final TransferSyntax ENCAPSULATED_NATIVE =
            TransferSyntax.of("1.2.840.10008.1.2.1.98").orElseThrow();
    private static final TransferSyntax DEFLATED_FRAMES =
            TransferSyntax.of("1.2.840.10008.1.2.8.1").orElseThrow();

    /** Bits allocated and stored of the images whose frames have no header of their own. */
    private static final int[][] DEPTHS = {{8, 8}, {8, 6}, {16, 12}, {16, 16}};

    @TempDir
    Path folder;

    @MethodSource("classicJpegSeeds")
    @FuzzTest
    void classicJpeg(byte[] bytes) throws IOException {
        decode(bytes, samples("50", "51", "57", "70"));
    }

    @MethodSource("jpegLsSeeds")
    @FuzzTest
    void jpegLs(byte[] bytes) throws IOException {
        decode(bytes, samples("80", "81"));
    }

    @MethodSource("jpeg2000Seeds")
    @FuzzTest
    void jpeg2000(byte[] bytes) throws IOException {
        decode(bytes, samples("90", "91"));
    }

    @MethodSource("highThroughputSeeds")
    @FuzzTest
    void highThroughputJpeg2000(byte[] bytes) throws IOException {
        decode(bytes, samples("201", "202", "203"));
    }

    /** The first byte chooses depth, sign, colour and compression of an image of 6 x 7 pixels. */
    @MethodSource("plainSeeds")
    @FuzzTest
    void runLengthsAndDeflatedFrames(byte[] bytes) throws IOException {
        if (bytes.length == 0) {
            return;
        }
        TransferSyntax syntax = (bytes[0] & 16) == 0 ? TransferSyntax.RLE_LOSSLESS : DEFLATED_FRAMES;
        decode(plainImage(bytes[0]), syntax, Arrays.copyOfRange(bytes, 1, bytes.length));
    }

    /**
     * The first byte is the number of frames, the second one how many offsets of an Extended Offset Table follow; then come the items
     * of the pixel data. In memory and on disk they must say the same.
     */
    @MethodSource("fragmentSeeds")
    @FuzzTest
    void fragments(byte[] bytes) throws IOException {
        if (bytes.length < 2) {
            return;
        }
        int tableEnd = Math.min(2 + Long.BYTES * (bytes[1] & 7), bytes.length);
        DataSet image =
                Images.of(1, 2, 8, 8, false).putIntegers(Tag.NUMBER_OF_FRAMES, 1 + Byte.toUnsignedInt(bytes[0]));
        if (tableEnd > 2) {
            image.putBytes(Tag.EXTENDED_OFFSET_TABLE, VR.OV, Arrays.copyOfRange(bytes, 2, tableEnd));
        }
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        DataSetWriter.write(encoded, image, ENCAPSULATED_NATIVE);
        encoded.writeBytes(Bytes.littleEndian()
                .explicitLong(Tag.PIXEL_DATA, "OB", 0xFFFFFFFFL)
                .toArray());
        encoded.write(bytes, tableEnd, bytes.length - tableEnd);
        Path file = folder.resolve("fragments.dcm");
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        Part10.begin(whole, "1.2.840.10008.5.1.4.1.1.7", "2.25.1", ENCAPSULATED_NATIVE, "SAMPLE");
        whole.writeBytes(encoded.toByteArray());
        Files.write(file, whole.toByteArray());

        Optional<List<int[]>> inMemory = frames(() -> Images.object(
                new DataSetReader(
                                new ByteArrayInputStream(encoded.toByteArray()), ENCAPSULATED_NATIVE, Limits.defaults())
                        .read(),
                ENCAPSULATED_NATIVE));
        Optional<List<int[]>> onDisk =
                frames(() -> Part10.read(file, Limits.defaults().withBulkThreshold(0)));

        assertThat(onDisk.isPresent()).isEqualTo(inMemory.isPresent());
        onDisk.ifPresent(frames -> assertThat(frames).usingRecursiveComparison().isEqualTo(inMemory.orElseThrow()));
    }

    static Stream<byte[]> classicJpegSeeds() throws IOException {
        return seeds(samples("50", "51", "57", "70"));
    }

    static Stream<byte[]> jpegLsSeeds() throws IOException {
        return seeds(samples("80", "81"));
    }

    static Stream<byte[]> jpeg2000Seeds() throws IOException {
        return seeds(samples("90", "91"));
    }

    static Stream<byte[]> highThroughputSeeds() throws IOException {
        return seeds(samples("201", "202", "203"));
    }

    static Stream<byte[]> plainSeeds() {
        return IntStream.range(0, 32).mapToObj(choice -> {
            try {
                DataSet image = plainImage(choice);
                PixelFormat format = PixelFormat.of(image);
                byte[] cells = new byte[(int) format.frameBytes()];
                new Random(choice).nextBytes(cells);
                byte[] frame = (choice & 16) != 0
                        ? deflated(cells)
                        : FrameCodecs.encoder(TransferSyntax.RLE_LOSSLESS)
                                .orElseThrow()
                                .encode(StoredValues.unpack(cells, format), format);
                return chosen(choice, frame);
            } catch (DicomFormatException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    static Stream<byte[]> fragmentSeeds() {
        byte[] frame = {1, 2};
        byte[] table = Bytes.littleEndian().u32(0).u32(10).toArray();
        byte[] extended = ByteBuffer.allocate(2 * Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(0)
                .putLong(10)
                .array();
        Bytes basic = Bytes.littleEndian().item(table).item(frame).item(frame).endOfSequence();
        Bytes none =
                Bytes.littleEndian().item(new byte[0]).item(frame).item(frame).endOfSequence();
        return Stream.of(
                Bytes.littleEndian().raw(new byte[] {1, 0}).raw(basic.toArray()).toArray(),
                Bytes.littleEndian().raw(new byte[] {1, 0}).raw(none.toArray()).toArray(),
                Bytes.littleEndian().raw(new byte[] {0, 0}).raw(none.toArray()).toArray(),
                Bytes.littleEndian()
                        .raw(new byte[] {1, 2})
                        .raw(extended)
                        .raw(none.toArray())
                        .toArray());
    }

    private static Stream<byte[]> seeds(List<Sample> samples) {
        return IntStream.range(0, samples.size())
                .mapToObj(i -> chosen(i, samples.get(i).bytes()));
    }

    private static void decode(byte[] bytes, List<Sample> samples) throws IOException {
        if (bytes.length > 0) {
            Sample sample = samples.get(Byte.toUnsignedInt(bytes[0]) % samples.size());
            decode(sample.image(), sample.syntax(), Arrays.copyOfRange(bytes, 1, bytes.length));
        }
    }

    private static void decode(DataSet image, TransferSyntax syntax, byte[] frame) throws IOException {
        image.put(new Element.Fragments(Tag.PIXEL_DATA, VR.OB, List.of(new byte[0], frame)));
        frames(() -> Images.object(image, syntax));
    }

    private interface Source {
        DicomObject read() throws IOException;
    }

    /** All frames, or empty where the object was refused. */
    private static Optional<List<int[]>> frames(Source source) throws IOException {
        try {
            FrameReader reader = new FrameReader(source.read());
            PixelFormat format = reader.format();
            List<int[]> frames = new ArrayList<>();
            for (int i = 0; i < format.frames(); i++) {
                int[] stored = reader.stored(i);
                assertThat(stored.length).isEqualTo((int) format.frameSamples());
                for (int value : stored) {
                    if (value < format.minimum() || value > format.maximum()) {
                        throw new AssertionError(value + " needs more than the bits stored of " + format);
                    }
                }
                frames.add(stored);
            }
            return Optional.of(frames);
        } catch (DicomFormatException refused) {
            assertThat(refused.getMessage()).matches("(?s)[A-Z(].*");
            return Optional.empty();
        }
    }

    private static List<Sample> samples(String... syntaxes) throws IOException {
        return CodeStreams.all()
                .filter(sample ->
                        Set.of(syntaxes).contains(sample.syntax().uid().substring(JPEG_FAMILY.length())))
                .toList();
    }

    private static DataSet plainImage(int choice) {
        int[] depth = DEPTHS[choice & 3];
        boolean colour = (choice & 8) != 0;
        return Images.of(6, 7, depth[0], depth[1], (choice & 4) != 0)
                .putIntegers(Tag.SAMPLES_PER_PIXEL, colour ? 3 : 1)
                .putString(Tag.PHOTOMETRIC_INTERPRETATION, colour ? "RGB" : "MONOCHROME2");
    }

    private static byte[] deflated(byte[] bytes) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        try {
            deflater.setInput(bytes);
            deflater.finish();
            byte[] deflated = new byte[bytes.length + 64];
            return Arrays.copyOf(deflated, deflater.deflate(deflated));
        } finally {
            deflater.end();
        }
    }

    private static byte[] chosen(int choice, byte[] bytes) {
        byte[] input = new byte[bytes.length + 1];
        input[0] = (byte) choice;
        System.arraycopy(bytes, 0, input, 1, bytes.length);
        return input;
    }
}
