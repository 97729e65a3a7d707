package org.afterimage.route;

import java.util.List;
import java.util.Objects;

/**
 * {@code models} of {@code routes.yaml}: model packages that a person has switched, for all routes that name them. Each by its id, for all of its
 * versions, or as id@version.
 *
 * @param disabled their jobs are skipped, and say so
 * @param shadow what they make is recorded and not sent
 */
public record ModelSwitches(List<String> disabled, List<String> shadow) {
    /** Refuses an empty name. */
    public ModelSwitches {
        disabled = List.copyOf(Objects.requireNonNullElse(disabled, List.of()));
        shadow = List.copyOf(Objects.requireNonNullElse(shadow, List.of()));
        if (disabled.stream().anyMatch(String::isBlank) || shadow.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("models.disabled and models.shadow name models, as id or id@version");
        }
    }

    /** Whether no job is to be done with a model. */
    public boolean isOff(String id, String version) {
        return names(disabled, id, version);
    }

    /** Whether what a model makes is not to be sent. */
    public boolean isInShadow(String id, String version) {
        return names(shadow, id, version);
    }

    private static boolean names(List<String> list, String id, String version) {
        return list.contains(id) || list.contains(id + "@" + version);
    }
}
