package org.afterimage.web;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.afterimage.render.SeriesStacks;
import org.afterimage.render.StoredInstance;

/** How large stored images are. */
@ApplicationScoped
public class ImageSizes {
    private final StoredImages images;
    private final SeriesStacks stacks;

    /** For the container. */
    public ImageSizes(StoredImages images, SeriesStacks stacks) {
        this.images = images;
        this.stacks = stacks;
    }

    /** In pixels. */
    public record Size(int rows, int columns) {}

    /** Of an instance's first frame; empty where it is no image, was purged, or is not here. */
    public Optional<Size> of(String sopInstanceUid) throws SQLException {
        return images.find(sopInstanceUid)
                .filter(found -> !found.purged())
                .flatMap(found -> stacks.of(List.of(new StoredInstance(sopInstanceUid, found.file()))).frames().stream()
                        .findFirst())
                .map(frame -> new Size(frame.rows(), frame.columns()));
    }
}
