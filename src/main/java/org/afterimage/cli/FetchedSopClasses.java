package org.afterimage.cli;

import java.util.List;
import java.util.stream.Stream;
import org.afterimage.dicom.data.SopClass;

/** The SOP classes that a C-GET takes unless told otherwise: medical images, and what belongs to them in a study. */
final class FetchedSopClasses {
    private static final List<String> NOT_MEDICAL = List.of("DICOS", "DICONDE", "Eddy Current", "Thermography");

    private static final List<String> BESIDE_IMAGES = List.of(
            "1.2.840.10008.5.1.4.1.1.4.2", // MR Spectroscopy
            "1.2.840.10008.5.1.4.1.1.11.1", // Grayscale Softcopy Presentation State
            "1.2.840.10008.5.1.4.1.1.11.2", // Color Softcopy Presentation State
            "1.2.840.10008.5.1.4.1.1.30", // Parametric Map
            "1.2.840.10008.5.1.4.1.1.66", // Raw Data
            "1.2.840.10008.5.1.4.1.1.66.1", // Spatial Registration
            "1.2.840.10008.5.1.4.1.1.66.3", // Deformable Spatial Registration
            "1.2.840.10008.5.1.4.1.1.66.4", // Segmentation
            "1.2.840.10008.5.1.4.1.1.67", // Real World Value Mapping
            "1.2.840.10008.5.1.4.1.1.88.11", // Basic Text SR
            "1.2.840.10008.5.1.4.1.1.88.22", // Enhanced SR
            "1.2.840.10008.5.1.4.1.1.88.33", // Comprehensive SR
            "1.2.840.10008.5.1.4.1.1.88.34", // Comprehensive 3D SR
            "1.2.840.10008.5.1.4.1.1.88.59", // Key Object Selection Document
            "1.2.840.10008.5.1.4.1.1.88.67", // X-Ray Radiation Dose SR
            "1.2.840.10008.5.1.4.1.1.104.1", // Encapsulated PDF
            "1.2.840.10008.5.1.4.1.1.481.2", // RT Dose
            "1.2.840.10008.5.1.4.1.1.481.3", // RT Structure Set
            "1.2.840.10008.5.1.4.1.1.481.5"); // RT Plan

    private FetchedSopClasses() {}

    /** Their UIDs. */
    static List<String> uids() {
        Stream<String> images = SopClass.storage().stream()
                .filter(uid -> SopClass.nameOf(uid).contains("Image Storage"))
                .filter(uid -> NOT_MEDICAL.stream().noneMatch(SopClass.nameOf(uid)::contains));
        return Stream.concat(images, BESIDE_IMAGES.stream()).toList();
    }
}
