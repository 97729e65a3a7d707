package org.afterimage.console;

import io.quarkus.qute.TemplateData;
import java.util.List;
import java.util.function.Function;

/**
 * A part of a list that is counted: of a study's series, of what the configuration has.
 *
 * @param shown what is in it
 * @param page which part, from 0
 * @param size how much a part has at most
 * @param total how much there is in all parts
 */
@TemplateData
public record Part<T>(List<T> shown, int page, int size, long total) {
    /** Which part there is, of those asked for: the last where there are not so many. */
    static int within(int page, int size, long total) {
        long last = total == 0 ? 0 : (total - 1) / size;
        return (int) Math.max(0, Math.min(page, last));
    }

    /** A part of what is all in memory. */
    static <T> Part<T> of(List<T> all, int page, int size) {
        int within = within(page, size, all.size());
        int begin = within * size;
        return new Part<>(all.subList(begin, Math.min(all.size(), begin + size)), within, size, all.size());
    }

    /** The same part, with something made of each. */
    <R> Part<R> map(Function<T, R> of) {
        return new Part<>(shown.stream().map(of).toList(), page, size, total);
    }

    /** Number of the first in it, from 0. */
    public int begin() {
        return page * size;
    }

    /** Number of the first in it, as people count. */
    public int first() {
        return shown.isEmpty() ? 0 : begin() + 1;
    }

    /** Number of the last in it, as people count. */
    public int last() {
        return begin() + shown.size();
    }

    /** Whether there are more than this part has. */
    public boolean divided() {
        return total > size;
    }

    /** The part before; -1 for none. */
    public int before() {
        return page - 1;
    }

    /** The part after; -1 for none. */
    public int after() {
        return last() < total ? page + 1 : -1;
    }
}
