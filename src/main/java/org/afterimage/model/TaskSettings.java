package org.afterimage.model;

import java.util.List;

/** What a manifest says that only its task understands: preparation of the input, reading of the answer, gates. */
public sealed interface TaskSettings
        permits BoneSuppressionSettings, CtKernelSettings, MissingSequenceSettings, RadiographStyleSettings {

    /** Every setting that the result's pixels depend on, as {@code name=value}, in a fixed order; they go into UIDs. */
    List<String> parameters();
}
