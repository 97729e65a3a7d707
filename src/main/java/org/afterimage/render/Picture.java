package org.afterimage.render;

/**
 * A picture of 8 bits, row by row from the top left.
 *
 * @param width pixels from left to right
 * @param height pixels from top to bottom
 * @param channels 1 for levels, 3 for red, green and blue
 * @param samples the channels of each pixel side by side
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record Picture(int width, int height, int channels, byte[] samples) {}
