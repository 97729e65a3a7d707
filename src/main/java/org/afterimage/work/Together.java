package org.afterimage.work;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.afterimage.synthesize.SeveralAtOnce;

/**
 * Tasks that know nothing of one another, several at the same time. All have ended when it returns, also where one failed, so that none writes
 * behind the back of who cleans up.
 */
final class Together {

    private Together() {}

    /** A part of the work. */
    @FunctionalInterface
    interface Task<T> {
        /** Does it. */
        T make() throws IOException;
    }

    private record Outcome<T>(Optional<T> made, Optional<Exception> failure) {
        static <T> Outcome<T> of(Task<T> task) {
            try {
                return new Outcome<>(Optional.of(task.make()), Optional.empty());
            } catch (IOException | RuntimeException e) {
                return new Outcome<>(Optional.empty(), Optional.of(e));
            }
        }
    }

    /**
     * Does all of them.
     *
     * @param bytes of memory that one takes while it is done
     * @return what each made, in the order of the tasks
     * @throws IOException what the first of those that failed threw
     */
    static <T> List<T> make(List<Task<T>> tasks, long bytes) throws IOException {
        List<Outcome<T>> outcomes = SeveralAtOnce.each(tasks.size(), bytes, number -> Outcome.of(tasks.get(number)));
        for (Outcome<T> outcome : outcomes) {
            if (outcome.failure().isPresent()) {
                throw unchecked(outcome.failure().get());
            }
        }
        return outcomes.stream().flatMap(outcome -> outcome.made().stream()).toList();
    }

    private static RuntimeException unchecked(Exception failure) throws IOException {
        if (failure instanceof IOException io) {
            throw io;
        }
        return (RuntimeException) failure;
    }
}
