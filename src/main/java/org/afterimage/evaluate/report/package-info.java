/**
 * Reports of an evaluation. In comes its result; out go {@code report.html}, one file with everything in it, {@code report.json} and
 * {@code cases.csv} with the same numbers. This room calls evaluate and model.
 */
package org.afterimage.evaluate.report;
