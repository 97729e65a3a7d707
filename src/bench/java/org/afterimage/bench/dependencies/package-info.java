/**
 * What is shipped, held against published advisories: a bill of materials (CycloneDX) and advisories (OSV) come in, a table and an exit code go out.
 * Calls no room of the node.
 */
package org.afterimage.bench.dependencies;
