package org.afterimage.evaluate;

import org.afterimage.evaluate.image.Better;

/**
 * A figure that cases have.
 *
 * @param name short name for files, such as {@code psnr.region.before}
 * @param title what people read
 * @param unit its unit; empty for a pure number
 * @param better which way is better
 */
public record Figure(String name, String title, String unit, Better better) {}
