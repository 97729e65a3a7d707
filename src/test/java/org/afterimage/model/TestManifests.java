package org.afterimage.model;

/** Manifests of the tasks beside bone suppression, around the tiny networks of {@code src/test/resources/networks}. */
public final class TestManifests {

    private TestManifests() {}

    /** Kernel harmonisation; takes small slices with a kernel that begins with B30. */
    public static String kernel(String sha256) {
        return head("ct-kernel-harmonization", sha256) + """
              inputs: { image: [1, null, null], spacing: [1, 1, 2] }
              outputs: { converted: [1, null, null] }
            accepts:
              modality: [CT]
              sopClass: [1.2.840.10008.5.1.4.1.1.2]
              bodyPart: [CHEST, THORAX]
              imageType: [AXIAL]
              rescaleType: [HU]
              convolutionKernel: [B30, B30F]
              pixelSpacingMm: { minimum: 0.4, maximum: 1.0 }
              sliceThicknessMm: { minimum: 0.5, maximum: 10.0 }
              minimumMatrix: 16
              maximumMatrix: 512
              minimumAgeYears: 16
            preprocessing: { outsideHu: -1000.0 }
            output: { lowestHu: -1024.0, highestHu: 3071.0 }
            conversion: { from: smooth, to: sharp, target: "MTF 50 % at 6 lp/cm" }
            derivation: { code: KERNELTOSHARP, meaning: "Kernel harmonisation", label: "Sharp kernel" }
            gates:
              maximumSoftTissueShiftHu: 5.0
              maximumMeanShiftHu: 100.0
              maximumChangeHu: 1000.0
              minimumGrainRatio: 0.5
              maximumGrainRatio: 2.0
              minimumLocalCorrelation: 0.5
            limits: { timeoutSeconds: 60 }
            """;
    }

    /** FLAIR from T1 and T2 of small slices. */
    public static String sequence(String sha256) {
        return head("mr-missing-sequence", sha256) + """
              inputs: { image: [6, null, null] }
              outputs: { flair: [1, null, null] }
            accepts:
              modality: [MR]
              sopClass: [1.2.840.10008.5.1.4.1.1.4]
              bodyPart: [BRAIN, HEAD]
              imageType: [ORIGINAL]
              contrastAgent: false
              orientation: axial
              maximumTiltDegrees: 20.0
              pixelSpacingMm: { minimum: 0.5, maximum: 1.2 }
              sliceThicknessMm: { minimum: 2.0, maximum: 7.0 }
              sliceSpacingMm: { minimum: 2.0, maximum: 8.0 }
              minimumSlices: 3
              minimumMatrix: 16
              maximumMatrix: 1024
              minimumAgeYears: 16
            series:
              t1:
                - { repetitionTimeMs: [400, 700], echoTimeMs: [5, 20], inversionTimeMs: null, scanningSequence: [SE] }
                - { repetitionTimeMs: [120, 320], echoTimeMs: [1.5, 6], inversionTimeMs: null, scanningSequence: [GR] }
                - { repetitionTimeMs: [1600, 2500], echoTimeMs: [1.5, 6], inversionTimeMs: [800, 1100], scanningSequence: [GR, IR] }
              t2:
                - { repetitionTimeMs: [3500, 6500], echoTimeMs: [80, 120], inversionTimeMs: null, scanningSequence: [SE] }
            geometry: { reference: t2, tolerancePixels: 0.1, maximumUncovered: 0.05 }
            preprocessing: { normalise: mean-of-bright, neighbours: 1, multiple: 32, padding: 0.0 }
            output: { storedPerUnit: 1000, window: { center: 750, width: 1500 } }
            derivation: { code: SYNTHETICFLAIR, meaning: "FLAIR from T1 and T2", label: "Synthetic FLAIR" }
            gates:
              minimumHeadFraction: 0.05
              minimumMedian: 0.2
              maximumMedian: 3.0
              minimumExplained: 0.2
              maximumUnsupported: 0.2
            limits: { timeoutSeconds: 60 }
            """;
    }

    /** Presentation harmonisation of radiographs from 64 x 64 on. */
    public static String style(String sha256) {
        return head("radiograph-style", sha256) + """
              inputs: { image: [1, 64, 64] }
              outputs: { styled: [1, 64, 64], detail: [1, 64, 64] }
            accepts:
              modality: [CR, DX]
              sopClass: [1.2.840.10008.5.1.4.1.1.1, 1.2.840.10008.5.1.4.1.1.1.1]
              bodyPart: [CHEST]
              minimumMatrix: 64
              minimumAgeYears: 16
            preprocessing: { normalise: { lowPercentile: 0.5, highPercentile: 99.5 }, longerSide: 64, padding: 0.0 }
            output: { range: full }
            derivation: { code: RADIOGRAPHSTYLE, meaning: "Presentation harmonised", label: "Harmonised" }
            gates:
              minimumMedian: 0.2
              maximumMedian: 0.8
              minimumDetailRatio: 0.3
              maximumDetailRatio: 3.0
              minimumLocalCorrelation: 0.7
              maximumClipped: 0.2
            limits: { timeoutSeconds: 60 }
            """;
    }

    private static String head(String task, String sha256) {
        return """
            schema: 1
            id: test-model
            version: "1.2.3"
            title: A network for tests
            task: %s
            licence: Apache-2.0
            model:
              file: models/model.onnx
              sha256: %s
            """.formatted(task, sha256);
    }
}
