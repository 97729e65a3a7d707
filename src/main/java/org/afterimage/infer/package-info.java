/**
 * Engines that run networks, behind one small interface, so that no other room knows ONNX Runtime or DJL. In comes a model package
 * and then named float tensors; out go named float tensors, or an exception whose sentence says why not. Networks
 * are tried first in a process of their own, so that a broken file cannot end the node. This room calls model only.
 */
package org.afterimage.infer;
