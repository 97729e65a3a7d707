/**
 * Tells people what they should know without looking: by webhook and by e-mail. Occasions come in from the database, the destinations and the
 * disks; they are grouped into messages, which are kept in the database until they are sent. It calls node and storage, and is called by console.
 */
package org.afterimage.notify;
