package org.afterimage.console;

import java.util.List;
import org.afterimage.web.JobView;
import org.afterimage.web.JobView.Word;

/**
 * A held output on the page of those.
 *
 * @param view the job
 * @param shown the gates that stopped it, as many as are shown
 * @param more how many others stopped it, too
 * @param places where gates spoke, with pictures
 * @param two whether two people must release it
 * @param first the first one's word; null before
 * @param own whether the visitor gave that word
 */
public record HeldView(
        JobPageView view,
        List<JobView.Gate> shown,
        int more,
        List<Place> places,
        boolean two,
        Word first,
        boolean own) {
    /** A place on the source and on what was made of it; without images that can't be shown. */
    public record Place(JobView.Gate gate, List<HeldPicture> images) {}

    /** The job. */
    public JobView job() {
        return view.job();
    }
}
