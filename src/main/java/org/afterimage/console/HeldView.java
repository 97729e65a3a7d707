package org.afterimage.console;

import java.util.List;
import org.afterimage.web.JobView;

/**
 * A held output on the page of those.
 *
 * @param output what is held, and whose it is
 * @param shown the gates that stopped it, as many as are shown
 * @param more how many others stopped it, too
 * @param places where gates spoke, with pictures
 * @param whole the first source image and what was made of it, where no gate spoke of a place; else none
 * @param decision what a person may say of it
 */
public record HeldView(
        HeldOutput output,
        List<JobView.Gate> shown,
        int more,
        List<Place> places,
        List<HeldPicture> whole,
        Decision decision) {
    /** A place on the source and on what was made of it; without images that can't be shown. */
    public record Place(JobView.Gate gate, List<HeldPicture> images) {}
}
