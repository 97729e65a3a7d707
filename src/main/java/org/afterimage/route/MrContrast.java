package org.afterimage.route;

import java.util.Optional;
import java.util.OptionalDouble;
import org.afterimage.dicom.data.DataSet;

/**
 * What an MR series shows, from how it was acquired; its description, which is free text, is not asked. Enhanced MR says so itself
 * (Acquisition Contrast, PS3.3 C.8.13.3.1.6); of other images repetition, echo and inversion times tell, in the ranges that clinical protocols
 * from 1 to 3 T use. What lies outside of them all is {@link #UNKNOWN}: a rule that asks for a contrast does not take it.
 *
 * <p>Which T1 or T2 a model takes is narrower and stands in its manifest; here is what the site's rules call a series.
 */
public enum MrContrast {
    /** T1-weighted, with or without an inversion (MPRAGE, T1 FLAIR). */
    T1,
    /** T2-weighted. */
    T2,
    /** T2-weighted with the signal of fluid taken away. */
    FLAIR,
    /** Inversion that takes the signal of fat away. */
    STIR,
    /** Proton density. */
    PD,
    /** T2*-weighted gradient echo, susceptibility and functional images included. */
    T2_STAR,
    /** Balanced steady state. */
    BALANCED,
    /** Diffusion-weighted. */
    DWI,
    /** A map of the apparent diffusion coefficient. */
    ADC,
    /** Perfusion. */
    PERFUSION,
    /** Vessels, by time of flight or phase. */
    ANGIO,
    /** A localizer. */
    LOCALIZER,
    /** None of them that could be told. */
    UNKNOWN;

    private static final double LONG_REPETITION = 1500;
    private static final double SHORT_REPETITION = 1200;
    private static final double SHORT_ECHO = 35;
    private static final double LONG_ECHO = 60;
    private static final double GRADIENT_LONG_ECHO = 12;
    private static final double FLUID_NULLING = 1500;
    private static final double FAT_NULLING = 280;
    private static final double BALANCED_FLIP = 30;
    private static final double BALANCED_REPETITION = 12;

    /**
     * The contrast of an MR series.
     *
     * @param header attributes of one instance
     * @return empty when the modality is not MR
     */
    public static Optional<MrContrast> of(DataSet header) {
        return MrAcquisition.of(header).map(MrContrast::of);
    }

    private static MrContrast of(MrAcquisition mr) {
        return byKind(mr).or(() -> mr.contrast().flatMap(MrContrast::stated)).orElseGet(() -> byTimes(mr));
    }

    /** Kinds that the times do not tell. */
    private static Optional<MrContrast> byKind(MrAcquisition mr) {
        if (mr.imageType().contains("LOCALIZER")) {
            return Optional.of(LOCALIZER);
        }
        if (mr.imageType().contains("ADC")) {
            return Optional.of(ADC);
        }
        if (mr.diffusion() || mr.imageType().contains("DIFFUSION")) {
            return Optional.of(DWI);
        }
        if (mr.imageType().contains("PERFUSION")) {
            return Optional.of(PERFUSION);
        }
        return mr.angiography() ? Optional.of(ANGIO) : Optional.empty();
    }

    /** The defined terms of Acquisition Contrast; UNKNOWN and others leave it to the times. */
    private static Optional<MrContrast> stated(String term) {
        return switch (term) {
            case "T1" -> Optional.of(T1);
            case "T2" -> Optional.of(T2);
            case "T2_STAR" -> Optional.of(T2_STAR);
            case "PROTON_DENSITY" -> Optional.of(PD);
            case "FLUID_ATTENUATED" -> Optional.of(FLAIR);
            case "STIR" -> Optional.of(STIR);
            case "DIFFUSION" -> Optional.of(DWI);
            case "PERFUSION" -> Optional.of(PERFUSION);
            case "TOF", "FLOW_ENCODED" -> Optional.of(ANGIO);
            default -> Optional.empty();
        };
    }

    private static MrContrast byTimes(MrAcquisition mr) {
        if (mr.repetitionMs().isEmpty() || mr.echoMs().isEmpty()) {
            return UNKNOWN;
        }
        double repetition = mr.repetitionMs().getAsDouble();
        double echo = mr.echoMs().getAsDouble();
        OptionalDouble inversion = mr.inversionMs();
        boolean inverted = mr.sequences().contains("IR") || inversion.orElse(0) > 0;
        if (inverted) {
            return inversion.orElse(0) > 0 ? inverted(inversion.getAsDouble(), echo) : UNKNOWN;
        }
        if (mr.sequences().contains("SE")) {
            return spinEcho(repetition, echo);
        }
        // Echo planar alone does not say which kind of echo it reads.
        return mr.sequences().contains("GR") ? gradientEcho(mr, repetition, echo) : UNKNOWN;
    }

    /** The inversion time says which tissue gives no signal: fat at about 150 to 250 ms, fluid at about 1,700 to 2,800 ms. */
    private static MrContrast inverted(double inversion, double echo) {
        if (inversion >= FLUID_NULLING) {
            return echo >= LONG_ECHO ? FLAIR : UNKNOWN;
        }
        if (inversion > FAT_NULLING) {
            return echo <= SHORT_ECHO ? T1 : UNKNOWN;
        }
        return STIR;
    }

    private static MrContrast spinEcho(double repetition, double echo) {
        if (repetition <= SHORT_REPETITION) {
            return echo <= SHORT_ECHO ? T1 : UNKNOWN;
        }
        if (repetition < LONG_REPETITION) {
            return UNKNOWN;
        }
        return echo >= LONG_ECHO ? T2 : echo <= SHORT_ECHO ? PD : UNKNOWN;
    }

    private static MrContrast gradientEcho(MrAcquisition mr, double repetition, double echo) {
        boolean spoiled = mr.variants().contains("SP");
        boolean steady = mr.variants().contains("SS") || mr.variants().contains("TRSS");
        if (echo >= GRADIENT_LONG_ECHO) {
            return T2_STAR;
        }
        if (steady
                && !spoiled
                && repetition <= BALANCED_REPETITION
                && mr.flipDegrees().orElse(0) >= BALANCED_FLIP) {
            return BALANCED;
        }
        return spoiled && repetition <= SHORT_REPETITION ? T1 : UNKNOWN;
    }
}
