/**
 * Statistics of figures over cases. In come samples; out go summaries, concordance, Kolmogorov-Smirnov tests and Frechet distances. This
 * room calls none.
 */
package org.afterimage.evaluate.statistics;
