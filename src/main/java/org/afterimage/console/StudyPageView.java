package org.afterimage.console;

import java.util.List;

/**
 * What the page of a study shows.
 *
 * @param study whose it is
 * @param jobs its newest jobs, with the way of each
 * @param allJobs how many jobs it has
 * @param routes how far each route is with it
 * @param series a part of its series, with what each route decided on them
 */
public record StudyPageView(
        StudyHead study,
        List<JobWay> jobs,
        long allJobs,
        List<StudyReader.RouteProgress> routes,
        Part<SeriesDecisions> series) {
    /** Where a part of its series is, but for the number of the part. */
    public String seriesHref() {
        return href() + "?series=";
    }

    /** Where it is. */
    public String href() {
        return "/studies/" + Paths.escaped(study.studyInstanceUid());
    }
}
