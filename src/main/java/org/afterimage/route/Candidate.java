package org.afterimage.route;

import java.time.ZonedDateTime;
import org.afterimage.dicom.data.DataSet;

/**
 * A series that routes are asked about.
 *
 * @param header of one of its instances
 * @param sender from whom it came
 * @param instances how many instances of it are there
 * @param at when it is decided on, in the time zone of the site
 */
public record Candidate(DataSet header, Sender sender, int instances, ZonedDateTime at) {}
