/**
 * What the output gates find: outputs of the shipped models on simulated patients, and the same outputs with something planted in them that
 * is not true. Calls the node's own domain, synthesis and gates; nothing calls it.
 */
package org.afterimage.bench.hallucinations;
