package org.afterimage.console;

import java.util.List;

/**
 * A job on the page of its study.
 *
 * @param job the job
 * @param way its stages in their order; those that it has not come to are not done
 */
public record JobWay(JobRow job, List<JobPageView.Step> way) {}
