package org.afterimage.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.pixel.FrameReader;
import org.afterimage.dicom.pixel.FunctionalGroups;

/**
 * The slices of a series, in any order.
 *
 * @param name what people call it: truth, output, mask
 * @param slices the slices
 */
record ImageStack(String name, List<Slice> slices) {

    /** How far from each other, in mm, the first pixels of two slices at the same place may lie: positions are rounded decimals. */
    private static final double SAME_PLACE_MM = 0.1;

    ImageStack {
        slices = List.copyOf(slices);
    }

    /** The frames of some instances. */
    static ImageStack of(String name, List<DicomObject> objects) throws IOException {
        List<Slice> slices = new ArrayList<>();
        for (DicomObject object : objects) {
            DataSet dataSet = object.dataSet();
            FunctionalGroups groups = FunctionalGroups.of(dataSet);
            FrameReader reader = new FrameReader(object);
            for (int frame = 0; frame < groups.frames(); frame++) {
                slices.add(Slice.of(reader, dataSet, groups.frame(frame), frame));
            }
        }
        return new ImageStack(name, slices);
    }

    /**
     * Reads the files of a folder.
     *
     * @throws CaseSkippedException if there is no file, or one cannot be read
     */
    static ImageStack read(String name, Path folder) throws CaseSkippedException {
        List<DicomObject> objects = new ArrayList<>();
        for (Path file : files(name, folder)) {
            try {
                objects.add(Part10.read(file, Limits.defaults()));
            } catch (IOException e) {
                throw new CaseSkippedException(
                        file.getFileName() + " of the " + name + " can't be read: " + e.getMessage(), e);
            }
        }
        try {
            return of(name, objects);
        } catch (IOException e) {
            throw new CaseSkippedException("The pixels of the " + name + " can't be read: " + e.getMessage(), e);
        }
    }

    /** The files of a folder, by name. */
    static List<Path> files(String name, Path folder) throws CaseSkippedException {
        if (!Files.isDirectory(folder)) {
            throw new CaseSkippedException("There is no folder " + folder.getFileName() + " for the " + name + ".");
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            List<Path> files = paths.filter(Files::isRegularFile).sorted().toList();
            if (files.isEmpty()) {
                throw new CaseSkippedException("The folder " + folder.getFileName() + " holds no files.");
            }
            return files;
        } catch (IOException e) {
            throw new CaseSkippedException(
                    "The folder " + folder.getFileName() + " can't be listed: " + e.getMessage(), e);
        }
    }

    /**
     * The slices that lie where those of another stack lie, in that one's order: by place in the patient where both say it, else by
     * Instance Number; single slices belong together.
     *
     * @throws CaseSkippedException if one has no partner, or another matrix
     */
    List<Slice> alignedTo(ImageStack other) throws CaseSkippedException {
        List<Slice> aligned = new ArrayList<>();
        for (Slice wanted : other.slices) {
            Slice found = partner(wanted, other);
            if (found.plane().rows() != wanted.plane().rows()
                    || found.plane().columns() != wanted.plane().columns()) {
                throw new CaseSkippedException(
                        "The " + name + " has " + found.plane().rows() + " x "
                                + found.plane().columns() + " pixels, the " + other.name + " "
                                + wanted.plane().rows() + " x " + wanted.plane().columns() + ".");
            }
            aligned.add(found);
        }
        return aligned;
    }

    private Slice partner(Slice wanted, ImageStack other) throws CaseSkippedException {
        boolean placed = wanted.isPlaced() && slices.stream().allMatch(Slice::isPlaced);
        if (!placed && slices.size() == 1 && other.slices.size() == 1) {
            return slices.get(0);
        }
        List<Slice> partners = slices.stream()
                .filter(slice -> placed ? slice.liesAt(wanted, SAME_PLACE_MM) : sameNumber(slice, wanted))
                .toList();
        if (partners.size() != 1) {
            throw new CaseSkippedException(
                    "The " + name + " has " + (partners.isEmpty() ? "no slice" : "several slices")
                            + (placed ? " at the place" : " with the Instance Number") + " of a slice of the "
                            + other.name + ".");
        }
        return partners.get(0);
    }

    private static boolean sameNumber(Slice one, Slice two) {
        return one.instanceNumber().isPresent() && one.instanceNumber().equals(two.instanceNumber());
    }
}
