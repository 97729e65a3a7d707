/** OpenTelemetry traces: one a study, one span a job and one a stage, sent to the site's collector where one is configured. */
package org.afterimage.trace;
