/**
 * What Prometheus reads of the work as a whole, beside what rooms measure of themselves: synthesis, gates and deliveries as job events tell them,
 * and what the database knows. Labels are models, gates, destinations and states; nothing of a patient, a study or an instance.
 */
package org.afterimage.metrics;
