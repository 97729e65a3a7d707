package org.afterimage.console;

import io.quarkus.qute.TemplateData;
import java.util.List;
import org.afterimage.provenance.JobEntity.State;
import org.afterimage.work.JobControl;
import org.afterimage.work.ResultCopies;

/**
 * What a person may do to a job as it is now, wherever it is shown. Each button asks the node again, which may have gone on meanwhile.
 *
 * @param id of the job
 * @param destination where its result goes
 * @param retryable whether it can be tried again
 * @param cancellable whether it can be called off
 * @param reprocessable whether its work can be done again with another model
 * @param sendable whether what it made can be sent to another destination
 */
@TemplateData
public record JobDeeds(
        long id, String destination, boolean retryable, boolean cancellable, boolean reprocessable, boolean sendable) {
    /**
     * Of what it depends.
     *
     * @param reasonCode why it is in its state; null for none
     * @param ended whether it has come to its end
     * @param made whether there are results of it on disk
     * @param copy whether it sends what another job made
     * @param note whether it sends a rejection note
     */
    record Facts(State state, String reasonCode, boolean ended, boolean made, boolean copy, boolean note) {}

    static JobDeeds of(long id, String destination, Facts facts) {
        State state = facts.state();
        return new JobDeeds(
                id,
                destination,
                state == State.FAILED
                        || state == State.CANCELLED
                        || state == State.SKIPPED && JobControl.MODEL_OFF.equals(facts.reasonCode())
                        || state == State.SENT && facts.ended() && "UNCONFIRMED".equals(facts.reasonCode()),
                state == State.QUEUED || state == State.RUNNING || state == State.DELIVERING,
                facts.ended() && !facts.note(),
                ResultCopies.isSendable(state) && facts.made() && !facts.copy() && !facts.note());
    }

    /** Whether there is anything. */
    public boolean any() {
        return retryable || cancellable || reprocessable || sendable;
    }

    /** Other destinations than its own, of these. */
    public List<String> elsewhere(List<String> destinations) {
        return destinations.stream().filter(title -> !title.equals(destination)).toList();
    }
}
