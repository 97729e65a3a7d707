package org.afterimage.check;

import java.util.List;
import java.util.function.IntFunction;
import org.afterimage.synthesize.SeveralAtOnce;
import org.afterimage.synthesize.SyntheticInstance;

/** Looks at the images of a series, several at the same time: at no more than memory has room for, since a series may be longer than that. */
final class AtWork {

    /** The planes of an image that a check works on. */
    static final long BYTES_A_PIXEL = 64;

    private AtWork() {}

    /**
     * Looks at each image.
     *
     * @param look at the image of a number; asked by several threads
     * @return what was seen, in the order of the images
     */
    static <T> List<T> each(List<SyntheticInstance> images, IntFunction<T> look) {
        return SeveralAtOnce.each(images.size(), bytes(images), look);
    }

    /** What the largest of them takes. */
    static long bytes(List<SyntheticInstance> images) {
        return BYTES_A_PIXEL
                * images.stream().mapToLong(image -> image.plane().size()).max().orElse(0);
    }
}
