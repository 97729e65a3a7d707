/**
 * What keeps open pages of the console current: once a second and node, one query says what changed in the database, whichever node changed it,
 * and each open page is told by its stream which of its parts are old. It calls receive, for the last calls, and console.people, for who still
 * may look.
 */
package org.afterimage.console.live;
