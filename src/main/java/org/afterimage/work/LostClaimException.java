package org.afterimage.work;

/** Another slot has taken the job up meanwhile: this node was paused, or could not say for a while that it lives. It must change nothing any more. */
public final class LostClaimException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LostClaimException(long jobId, String node) {
        super("job " + jobId + " was taken up again by node " + node);
    }
}
