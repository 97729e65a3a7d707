/**
 * How far an image is from the image that it should be. In come planes of both, with the pixels that count and the range of values that
 * the figures refer to; out go figures, one small class each, with its formula. This room calls synthesize, for its planes.
 */
package org.afterimage.evaluate.image;
