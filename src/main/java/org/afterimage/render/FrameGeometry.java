package org.afterimage.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.DicomFormatException;
import org.afterimage.dicom.pixel.FrameAttributes;
import org.afterimage.dicom.pixel.FunctionalGroups;
import org.afterimage.dicom.pixel.PatientVector;
import org.afterimage.dicom.pixel.PixelFormat;
import org.afterimage.dicom.pixel.PlaneOrientation;
import org.afterimage.dicom.pixel.Rescale;
import org.afterimage.dicom.pixel.Window;

/** Reads what a viewer needs to know of the frames of one instance, from its header alone. */
final class FrameGeometry {

    private static final int MOST_FRAMES = 20_000;

    private final DataSet image;
    private final PixelFormat format;
    private final String sopInstanceUid;

    private FrameGeometry(DataSet image, String sopInstanceUid) throws DicomFormatException {
        this.image = image;
        this.format = PixelFormat.of(image);
        this.sopInstanceUid = sopInstanceUid;
    }

    /**
     * The frames of an instance in the order in which they are stored, without their places.
     *
     * @throws DicomFormatException if it is no image
     */
    static List<StackFrame> of(DataSet image, String sopInstanceUid) throws DicomFormatException {
        FrameGeometry geometry = new FrameGeometry(image, sopInstanceUid);
        FunctionalGroups groups = FunctionalGroups.of(image);
        if (groups.frames() > MOST_FRAMES) {
            throw new DicomFormatException(
                    "The instance has " + groups.frames() + " frames; at most " + MOST_FRAMES + " are listed.");
        }
        List<StackFrame> frames = new ArrayList<>();
        for (int frame = 0; frame < groups.frames(); frame++) {
            frames.add(geometry.frame(frame, groups.frame(frame)));
        }
        return frames;
    }

    private StackFrame frame(int number, FrameAttributes attributes) {
        boolean colour = format.samplesPerPixel() > 1
                || format.photometricInterpretation().equals("PALETTE COLOR");
        DataSet modality = attributes.pixelValueTransformation();
        DataSet voi = attributes.voiLut();
        boolean modalityLut = modality.item(Tag.MODALITY_LUT_SEQUENCE).isPresent();
        Rescale rescale = Rescale.of(modality);
        Optional<Window> window = voi.item(Tag.VOI_LUT_SEQUENCE).isPresent() ? Optional.empty() : Window.of(voi);
        return new StackFrame(
                sopInstanceUid,
                number + 1,
                image.integer(Tag.INSTANCE_NUMBER).isPresent()
                        ? image.integer(Tag.INSTANCE_NUMBER).getAsInt()
                        : null,
                null,
                attributes.position().map(FrameGeometry::values).orElse(null),
                attributes.orientation().map(FrameGeometry::values).orElse(null),
                format.rows(),
                format.columns(),
                spacing(attributes),
                colour
                        ? null
                        : window.map(one -> new double[] {one.center(), one.width()})
                                .orElse(null),
                colour || modalityLut ? null : new double[] {rescale.slope(), rescale.intercept()},
                colour ? null : unit(modality),
                colour,
                image.string(Tag.SYNTHETIC_DATA).filter("YES"::equals).isPresent());
    }

    private double[] spacing(FrameAttributes attributes) {
        return attributes
                .pixelSpacing()
                .map(spacing -> new double[] {spacing.row(), spacing.column()})
                .orElseGet(() -> {
                    double[] atDetector = image.decimals(Tag.IMAGER_PIXEL_SPACING);
                    boolean usable = atDetector.length == 2 && atDetector[0] > 0 && atDetector[1] > 0;
                    return usable ? atDetector : null;
                });
    }

    /** US is the standard's word for unspecified (PS3.3 C.11.1.1.2); CT without a type is in HU (C.8.2.1.1.2). */
    private String unit(DataSet modality) {
        boolean ct = image.string(Tag.SOP_CLASS_UID)
                .filter(SopClass.CT_IMAGE::equals)
                .isPresent();
        return modality.string(Tag.RESCALE_TYPE)
                .or(() -> ct ? Optional.of("HU") : Optional.empty())
                .filter(type -> !type.equals("US") && !type.isBlank())
                .orElse(null);
    }

    private static double[] values(PatientVector vector) {
        return new double[] {vector.x(), vector.y(), vector.z()};
    }

    private static double[] values(PlaneOrientation plane) {
        return new double[] {
            plane.row().x(), plane.row().y(), plane.row().z(),
            plane.column().x(), plane.column().y(), plane.column().z()
        };
    }
}
