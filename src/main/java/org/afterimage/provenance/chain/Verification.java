package org.afterimage.provenance.chain;

import java.util.List;

/**
 * What a check of the provenance found.
 *
 * @param events in the chain
 * @param pendingEvents recorded and not yet in the chain
 * @param checkpoints signed ends of the chain
 * @param unsignedEvents after the last checkpoint
 * @param rows compared with the chain
 * @param receivingRows of studies that are still being received, which are recorded when they are routed
 * @param files whose digests were compared
 * @param seconds that it took
 * @param findings what is not as it was recorded; none when all is well
 * @param moreFindings how many more there are
 */
public record Verification(
        long events,
        long pendingEvents,
        long checkpoints,
        long unsignedEvents,
        long rows,
        long receivingRows,
        long files,
        double seconds,
        List<Finding> findings,
        long moreFindings) {

    public Verification {
        findings = List.copyOf(findings);
    }

    /** Whether all is as it was recorded. */
    public boolean isIntact() {
        return findings.isEmpty();
    }
}
