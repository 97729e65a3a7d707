package org.afterimage.model;

import java.nio.file.Path;

/**
 * A folder that looks like a model package and cannot be used.
 *
 * @param folder the folder
 * @param reason one sentence that says what is wrong
 */
public record RefusedPackage(Path folder, String reason) {}
