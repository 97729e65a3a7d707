package org.afterimage.bench.interop;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Element;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.VR;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.pixel.PixelReader;

/** Encodes the images in a transfer syntax with the programs of others, so that what travels is not of our own making. */
final class SampleMaker {
    private static final Limits IN_MEMORY = Limits.defaults().withBulkThreshold(Long.MAX_VALUE);

    /** Where a code stream's header has the bits of its first component (ISO/IEC 15444-1 A.5.1), behind SOC. */
    private static final int SSIZ = 42;

    private static final int SIGNED = 0x80;

    private final Path folder;
    private final List<NativeImage> images;

    SampleMaker(Path folder, List<NativeImage> images) {
        this.folder = folder;
        this.images = images;
    }

    /** The images of one row of the matrix. */
    List<Sample> make(SyntaxRow row) throws IOException {
        List<Sample> samples = new ArrayList<>();
        for (NativeImage image : images) {
            if (row.images().contains(image.name())) {
                samples.add(make(row, image));
            }
        }
        return samples;
    }

    private Sample make(SyntaxRow row, NativeImage image) throws IOException {
        String name = row.name().replaceAll("[^A-Za-z0-9]", "");
        Path source = image.write(folder, name + "-native");
        Path encoded = folder.resolve(name + "-" + image.name() + ".dcm");
        int[] expected = image.stored();
        if (row.encoding() instanceof SyntaxRow.Program program) {
            Tool.run(folder, program.name(), program.arguments(source, encoded));
        } else if (row.encoding() instanceof SyntaxRow.HighThroughput options) {
            encapsulate(row, image, source, encoded, options);
        }
        if (row.reference().isPresent()) {
            expected = reference(row.reference().get(), encoded, source, name + "-" + image.name());
        }
        DicomObject object = Part10.read(encoded, IN_MEMORY);
        if (!object.transferSyntax().equals(row.syntax())) {
            throw new IOException(row.name() + " came out of its encoder as "
                    + object.transferSyntax().name());
        }
        return new Sample(
                image.name(),
                encoded,
                object.sopClassUid(),
                object.sopInstanceUid(),
                row.syntax(),
                expected,
                row.bound());
    }

    /** What another decoder makes of a lossy sample. */
    private int[] reference(SyntaxRow.Reference reference, Path encoded, Path source, String name) throws IOException {
        if (reference instanceof SyntaxRow.Program program) {
            Path decoded = folder.resolve(name + "-reference.dcm");
            Tool.run(folder, program.name(), program.arguments(encoded, decoded));
            return PixelReader.frame(Part10.read(decoded, IN_MEMORY), 0);
        }
        DataSet header = Part10.read(source, IN_MEMORY).dataSet();
        Path raw = folder.resolve(name + "-reference.yuv");
        Tool.run(folder, "ojph_expand", "-i", folder.resolve(name + ".j2c"), "-o", raw);
        return samples(Files.readAllBytes(raw), header.integer(Tag.BITS_STORED).orElseThrow());
    }

    private static int[] samples(byte[] raw, int bits) {
        ByteBuffer bytes = ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN);
        int[] values = new int[bits > 8 ? raw.length / 2 : raw.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = bits > 8 ? Short.toUnsignedInt(bytes.getShort()) : Byte.toUnsignedInt(bytes.get());
        }
        return values;
    }

    /** OpenJPH reads and writes bare code streams; PS3.5 A.4.4 puts one into one fragment. */
    private void encapsulate(
            SyntaxRow row, NativeImage image, Path source, Path encoded, SyntaxRow.HighThroughput options)
            throws IOException {
        String base = encoded.getFileName().toString().replace(".dcm", "");
        Path raw = folder.resolve(base + ".yuv");
        Path codeStream = folder.resolve(base + ".j2c");
        Files.write(raw, bytes(image));
        List<Object> words = new ArrayList<>(List.of("-i", raw, "-o", codeStream));
        words.addAll(List.of("-dims", "{" + NativeImage.SIZE + "," + NativeImage.SIZE + "}", "-num_comps", 1));
        words.addAll(List.of("-signed", false, "-bit_depth", image.bitsStored(), "-downsamp", "{1,1}"));
        words.addAll(options.options());
        Tool.run(folder, "ojph_compress", words.toArray());
        byte[] stream = Files.readAllBytes(codeStream);
        if (image.signed()) {
            stream[SSIZ] |= (byte) SIGNED;
        }
        byte[] even = Arrays.copyOf(stream, stream.length + stream.length % 2);
        DataSet dataSet = Part10.read(source, IN_MEMORY).dataSet().shallowCopy();
        dataSet.put(new Element.Fragments(Tag.PIXEL_DATA, VR.OB, List.of(new byte[0], even)));
        if (row.reference().isPresent()) {
            dataSet.putString(Tag.LOSSY_IMAGE_COMPRESSION, "01");
        }
        Part10.write(encoded, dataSet, row.syntax());
    }

    /** The same image as an instance of Secondary Capture. */
    static Path secondaryCapture(Sample sample, Path folder) throws IOException {
        DataSet dataSet = Part10.read(sample.file(), IN_MEMORY).dataSet().shallowCopy();
        dataSet.putString(Tag.SOP_CLASS_UID, SopClass.SECONDARY_CAPTURE_IMAGE)
                .putString(Tag.SOP_INSTANCE_UID, sample.sopInstanceUid() + ".7");
        Path file = folder.resolve("secondary-capture.dcm");
        Part10.write(file, dataSet, sample.transferSyntax());
        return file;
    }

    /**
     * The values as ojph_compress reads them, which takes all for unsigned. A code stream of unsigned values has half their range
     * subtracted, one of signed values has not (ISO/IEC 15444-1 G.1.2): raised by that half, signed values give the same code stream but for
     * the sign in its header.
     */
    private static byte[] bytes(NativeImage image) {
        int raise = image.signed() ? 1 << (image.bitsStored() - 1) : 0;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int value : image.stored()) {
            bytes.write(value + raise);
            if (image.bitsStored() > 8) {
                bytes.write((value + raise) >> 8);
            }
        }
        return bytes.toByteArray();
    }
}
