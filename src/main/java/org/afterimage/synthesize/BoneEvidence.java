package org.afterimage.synthesize;

/**
 * How bones were suppressed in one radiograph. The array is not copied and must not be written to.
 *
 * @param region where the synthetic image may differ from its source; everywhere else it is equal
 * @param range the stored values that became the network's 0 and 1
 * @param answer what the network was given and answered
 */
@SuppressWarnings("ArrayRecordComponent") // megabytes an image; never used as a key
public record BoneEvidence(boolean[] region, GreyRange range, NetworkAnswer answer) implements Evidence {

    @Override
    public long notFinite() {
        return answer.notFinite();
    }

    @Override
    public boolean constant() {
        return answer.constant();
    }
}
