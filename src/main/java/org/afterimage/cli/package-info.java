/**
 * The command line: start, demo, synthesize, evaluate, echo. Words come in, exit codes and tables go out: 0 done, 1 not done, 2 not understood,
 * 3 done and a threshold is missed.
 * It calls every other room, and none calls it.
 */
package org.afterimage.cli;
