/**
 * Pixels of images: frames decoded to stored values and packed or compressed again, rescale, and what a display shows (PS3.3 C.7.6.3
 * and C.11, PS3.5 8, Annexes A and G). DICOM objects come in; stored values, Pixel Data and 8-bit pictures go out. This room calls
 * dicom.data and dicom.io.
 *
 * <p>The codecs are this project's own, written from ITU-T T.81 (JPEG), T.87 (JPEG-LS), T.800 (JPEG 2000) and T.814
 * (High-Throughput JPEG 2000), since nothing on Maven Central decodes what hospitals send. Tried on the monochrome streams of
 * {@code src/test/resources/codestreams} (8 to 16 bits, with and without sign), streams decoded as expected:
 *
 * <table>
 * <caption>Candidates</caption>
 * <tr><th></th><th>JPEG 8/12 bits</th><th>JPEG lossless</th><th>JPEG-LS</th><th>JPEG 2000</th><th>HTJ2K</th><th>size</th></tr>
 * <tr><td>this room</td><td>4 of 4</td><td>21 of 21</td><td>12 of 12</td><td>31 of 31</td><td>14 of 14</td><td>0.2 MB</td></tr>
 * <tr><td>TwelveMonkeys imageio-jpeg 3.12.0</td><td>2 of 4</td><td>21 of 21</td><td>no</td><td>no</td><td>no</td>
 * <td>0.6 MB</td></tr>
 * <tr><td>jai-imageio-jpeg2000 1.4.0</td><td>no</td><td>no</td><td>no</td><td>30 of 31</td><td>no</td><td>1.1 MB</td></tr>
 * <tr><td>Bytedeco ffmpeg 7.1.1-1.5.12</td><td>4 of 4</td><td>14 of 21</td><td>12 of 12</td><td>17 of 31</td><td>10 of 14</td>
 * <td>26 MB a platform</td></tr>
 * </table>
 *
 * <p>FFmpeg gets 16-bit lossless JPEG and signed JPEG 2000 wrong and needs the system's libraries for sound and video; Bytedeco
 * OpenCV 4.11.0-1.5.12, at 33 MB a platform, was weighed and not tried. A native decoder that hostile bytes bring down takes the whole
 * node with it; here, the worst that they can do is an exception.
 */
package org.afterimage.dicom.pixel;
