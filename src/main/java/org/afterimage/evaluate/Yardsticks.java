package org.afterimage.evaluate;

import java.util.List;
import java.util.Optional;

/** The yardsticks of all tasks. */
final class Yardsticks {

    private static final List<Yardstick> ALL = List.of(
            RadiographYardstick.boneSuppression(), RadiographYardstick.style(), new CtYardstick(), new MrYardstick());

    private Yardsticks() {}

    /** The yardstick of a task. */
    public static Optional<Yardstick> of(String task) {
        return ALL.stream().filter(yardstick -> yardstick.task().equals(task)).findFirst();
    }
}
