package org.afterimage.dicom.io;

/** Turns values between byte orders (PS3.5 7.3). */
final class ByteOrders {

    private ByteOrders() {}

    /** Reverses, in place, each whole unit of the given number of bytes. */
    static void reverse(byte[] bytes, int unitBytes) {
        if (unitBytes < 2) {
            return;
        }
        for (int start = 0; start + unitBytes <= bytes.length; start += unitBytes) {
            for (int low = start, high = start + unitBytes - 1; low < high; low++, high--) {
                byte swapped = bytes[low];
                bytes[low] = bytes[high];
                bytes[high] = swapped;
            }
        }
    }
}
