/**
 * The durable job engine on PostgreSQL: takes studies that are complete, routes their series, and brings each job through synthesis, checks,
 * derivation and delivery, whatever is killed when. It calls every room that a study passes through, and is called by web and cli.
 */
package org.afterimage.work;
