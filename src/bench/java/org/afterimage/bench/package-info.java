/**
 * Measurements that anyone can repeat: each class is the main class of a script in src/bench. It runs this node and its peers in turn on the
 * same machine with the same data, and prints medians and ratios. It may use every room and the peers of the tests; nothing calls it.
 */
package org.afterimage.bench;
