/**
 * What is kept on disk, and for how long: the room on the disk with its watermarks, and the purge of what may go. {@link
 * org.afterimage.storage.DiskRoom} says whether there is room for an instance, {@link org.afterimage.storage.Purger} removes files whose time
 * is over, and {@link org.afterimage.storage.KeptFiles} tells what is there. Settings and rows come in; files go, and rows say when and why.
 * It calls node and fault, and is called by receive, web and cli.
 */
package org.afterimage.storage;
