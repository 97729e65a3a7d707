package org.afterimage.work;

import java.util.List;
import org.afterimage.provenance.SeriesEntity;
import org.afterimage.route.Candidate;
import org.afterimage.route.RouteSettings.Route;

/**
 * A series that was decided on.
 *
 * @param series its row
 * @param candidate what was decided on
 * @param routes those that take it
 */
record RoutedSeries(SeriesEntity series, Candidate candidate, List<Route> routes) {}
