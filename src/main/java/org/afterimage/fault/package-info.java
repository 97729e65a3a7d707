/**
 * Named points at which a test has the node end as if its power were cut. Nothing comes in but a system property, and nothing goes out.
 * Every room may pass a point, and it calls no room.
 */
package org.afterimage.fault;
