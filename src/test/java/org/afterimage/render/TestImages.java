package org.afterimage.render;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.IntUnaryOperator;
import javax.imageio.ImageIO;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.VR;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.io.TransferSyntax;

/** Small images in files. */
final class TestImages {

    private TestImages() {}

    /** The attributes of a monochrome image of 16 bits allocated. */
    static DataSet grey(int rows, int columns, int bitsStored, boolean signed) {
        return new DataSet()
                .putString(Tag.SOP_CLASS_UID, SopClass.SECONDARY_CAPTURE_IMAGE)
                .putString(Tag.SOP_INSTANCE_UID, "1.2.3.4")
                .putIntegers(Tag.SAMPLES_PER_PIXEL, 1)
                .putString(Tag.PHOTOMETRIC_INTERPRETATION, "MONOCHROME2")
                .putIntegers(Tag.ROWS, rows)
                .putIntegers(Tag.COLUMNS, columns)
                .putIntegers(Tag.BITS_ALLOCATED, 16)
                .putIntegers(Tag.BITS_STORED, bitsStored)
                .putIntegers(Tag.HIGH_BIT, bitsStored - 1)
                .putIntegers(Tag.PIXEL_REPRESENTATION, signed ? 1 : 0);
    }

    /** Writes an image whose pixels have these stored values. */
    static Path write(Path file, DataSet image, IntUnaryOperator value) throws IOException {
        int count = image.integer(Tag.ROWS).orElseThrow()
                * image.integer(Tag.COLUMNS).orElseThrow()
                * image.integer(Tag.NUMBER_OF_FRAMES).orElse(1);
        int mask = (1 << image.integer(Tag.BITS_STORED).orElseThrow()) - 1;
        byte[] bytes = new byte[2 * count];
        for (int i = 0; i < count; i++) {
            int cell = value.applyAsInt(i) & mask;
            bytes[2 * i] = (byte) cell;
            bytes[2 * i + 1] = (byte) (cell >> 8);
        }
        image.putBytes(Tag.PIXEL_DATA, VR.OW, bytes);
        Part10.write(file, image, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        return file;
    }

    /** What a browser sees: the samples of a PNG of one channel or of three, as unsigned values. */
    static int[] samples(byte[] png) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        return image.getRaster().getPixels(0, 0, image.getWidth(), image.getHeight(), (int[]) null);
    }

    /** How wide a PNG is. */
    static int width(byte[] png) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(png)).getWidth();
    }
}
