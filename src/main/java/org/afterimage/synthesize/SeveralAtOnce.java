package org.afterimage.synthesize;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Works on several images at the same time: on as many as there are processors, but no more than memory has room for. What is made of each is
 * the same however many they are.
 */
public final class SeveralAtOnce {

    /** A node works on two jobs at once, and has other things to remember. */
    private static final int SHARE_OF_HEAP = 16;

    private SeveralAtOnce() {}

    /**
     * Does a piece of work for each number.
     *
     * @param count numbers, from 0
     * @param bytes of memory that one piece takes while it is done
     * @param work thread-safe; throws only where nothing is lost if others are still done
     * @return what was made, in the order of the numbers
     */
    public static <T> List<T> each(int count, long bytes, IntFunction<T> work) {
        int lanes = lanes(count, bytes, Runtime.getRuntime().maxMemory());
        List<List<T>> made = IntStream.range(0, lanes)
                .parallel()
                .mapToObj(lane -> {
                    List<T> own = new ArrayList<>();
                    for (int number = lane; number < count; number += lanes) {
                        own.add(work.apply(number));
                    }
                    return own;
                })
                .toList();
        return IntStream.range(0, count)
                .mapToObj(number -> made.get(number % lanes).get(number / lanes))
                .toList();
    }

    /** How many pieces may be done at the same time; in so many turns each thread finds enough to do. */
    static int lanes(int count, long bytes, long heap) {
        return (int) Math.max(1, Math.min(count, heap / SHARE_OF_HEAP / Math.max(1, bytes)));
    }
}
