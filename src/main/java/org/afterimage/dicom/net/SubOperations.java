package org.afterimage.dicom.net;

import java.util.OptionalInt;
import org.afterimage.dicom.data.Tag;

/**
 * How far the C-STORE sub-operations of a retrieval are, as the peer counts them (PS3.7 9.1.3 and 9.1.4). What it does
 * not say is -1.
 *
 * @param remaining still to be sent; absent in the last response unless it was cancelled
 * @param completed sent with success
 * @param failed not sent
 * @param warning sent with a remark
 */
public record SubOperations(int remaining, int completed, int failed, int warning) {

    /** Nothing is known. */
    static final SubOperations UNKNOWN = new SubOperations(-1, -1, -1, -1);

    /** Reads the counts of a response. */
    static SubOperations of(CommandSet response) {
        return new SubOperations(
                count(response.integer(Tag.NUMBER_OF_REMAINING_SUB_OPERATIONS)),
                count(response.integer(Tag.NUMBER_OF_COMPLETED_SUB_OPERATIONS)),
                count(response.integer(Tag.NUMBER_OF_FAILED_SUB_OPERATIONS)),
                count(response.integer(Tag.NUMBER_OF_WARNING_SUB_OPERATIONS)));
    }

    private static int count(OptionalInt value) {
        return value.orElse(-1);
    }
}
