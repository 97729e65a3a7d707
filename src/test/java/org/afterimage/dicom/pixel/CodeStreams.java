package org.afterimage.dicom.pixel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Element;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.VR;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.dicom.io.TransferSyntax;

/** The code streams that the encoders of others made of a computed picture; make.py beside them says how. */
final class CodeStreams {

    /** Found by the class path, as fuzzing runs in a folder of its own. */
    static final Path FOLDER = folder();

    private static final String JPEG_FAMILY = "1.2.840.10008.1.2.4.";

    private CodeStreams() {}

    private static Path folder() {
        try {
            return Path.of(CodeStreams.class.getResource("/codestreams").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One code stream. */
    record Sample(
            String name,
            TransferSyntax syntax,
            int rows,
            int columns,
            int bitsAllocated,
            int bitsStored,
            boolean signed,
            int samplesPerPixel,
            String expected,
            int tolerance) {

        byte[] bytes() {
            try {
                return Files.readAllBytes(FOLDER.resolve(name));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** What the original holds or, when something was lost, what a reference decoder makes of the code stream. */
        int[] expectedPixels() {
            return pixels(expected, signed);
        }

        DataSet image() {
            return Images.of(rows, columns, bitsAllocated, bitsStored, signed)
                    .putIntegers(Tag.SAMPLES_PER_PIXEL, samplesPerPixel)
                    .putString(Tag.PHOTOMETRIC_INTERPRETATION, samplesPerPixel == 1 ? "MONOCHROME2" : "RGB");
        }

        DicomObject object(byte[] codeStream) {
            return Images.object(
                    image().put(new Element.Fragments(Tag.PIXEL_DATA, VR.OB, List.of(new byte[0], codeStream))),
                    syntax);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Sample> all() throws IOException {
        return Files.readAllLines(FOLDER.resolve("index.txt")).stream().map(line -> {
            String[] field = line.split(" ");
            return new Sample(
                    field[0],
                    TransferSyntax.of(JPEG_FAMILY + field[1]).orElseThrow(),
                    Integer.parseInt(field[2]),
                    Integer.parseInt(field[3]),
                    Integer.parseInt(field[4]),
                    Integer.parseInt(field[5]),
                    field[6].equals("1"),
                    Integer.parseInt(field[7]),
                    field[8],
                    Integer.parseInt(field[9]));
        });
    }

    static Sample named(String name) throws IOException {
        return all().filter(sample -> sample.name().equals(name)).findFirst().orElseThrow();
    }

    /** Pixels of 16 bits. */
    static int[] pixels(String name, boolean signed) {
        try {
            ByteBuffer words = ByteBuffer.wrap(Files.readAllBytes(FOLDER.resolve(name + ".raw")))
                    .order(ByteOrder.LITTLE_ENDIAN);
            int[] pixels = new int[words.remaining() / 2];
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = signed ? words.getShort() : Short.toUnsignedInt(words.getShort());
            }
            return pixels;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
