/**
 * What of TensorRT can be said without its libraries: how a plan is built, under which key it is kept, and the folder in which it is kept. The
 * engine itself is in {@code src/tensorrt} and uses this. In come model packages and facts about a GPU; out go options and plans. Calls model
 * only.
 */
package org.afterimage.infer.tensorrt;
