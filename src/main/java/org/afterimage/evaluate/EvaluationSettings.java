package org.afterimage.evaluate;

import java.nio.file.Path;
import java.util.Optional;
import org.afterimage.evaluate.texture.Aggregation;
import org.afterimage.evaluate.texture.Discretisation;

/**
 * What an evaluation may be told.
 *
 * @param dataRange the range that PSNR and SSIM refer to, in the units of the truth; 0 for the task's own
 * @param discretisation how grey levels are made for texture features; empty for the task's own
 * @param aggregation how texture matrices are brought together
 * @param pictures folder for one picture a case; none are made when empty
 */
public record EvaluationSettings(
        double dataRange, Optional<Discretisation> discretisation, Aggregation aggregation, Optional<Path> pictures) {}
