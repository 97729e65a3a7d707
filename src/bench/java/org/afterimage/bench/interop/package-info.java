/**
 * Interoperation with dcmtk and Orthanc: instances in every transfer syntax go from each peer to this node's listener and from this node to
 * each peer, and their pixel data is compared after each passage. The matrix is printed by {@code src/bench/interop}; a part of it runs with the
 * integration tests. It may use every room and the peers of the tests.
 */
package org.afterimage.bench.interop;
