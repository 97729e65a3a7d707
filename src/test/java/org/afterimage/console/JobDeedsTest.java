package org.afterimage.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.afterimage.provenance.JobEntity.State;
import org.afterimage.work.JobControl;
import org.junit.jupiter.api.Test;

/** What a person may do to a job, by what the job is. */
class JobDeedsTest {
    @Test
    void whatFailedIsTriedOrDoneAgainAndWhatItMadeIsSent() {
        JobDeeds failed = deeds(State.FAILED, "SEND_FAILED", true, true);
        assertThat(failed).isEqualTo(new JobDeeds(1, "PACS", true, false, true, true));
        assertThat(deeds(State.FAILED, null, true, false).sendable()).isFalse();
        assertThat(failed.elsewhere(List.of("PACS", "ARCHIVE"))).containsExactly("ARCHIVE");
    }

    @Test
    void whatRunsIsCalledOffAlone() {
        assertThat(deeds(State.RUNNING, null, false, false))
                .isEqualTo(new JobDeeds(1, "PACS", false, true, false, false));
        assertThat(deeds(State.DELIVERING, null, false, true))
                .isEqualTo(new JobDeeds(1, "PACS", false, true, false, true));
    }

    @Test
    void whatIsHeldOrSkippedWaitsForSomethingElse() {
        assertThat(deeds(State.HELD, null, true, true).sendable()).isFalse();
        assertThat(deeds(State.SKIPPED, "NOT_ACCEPTED", true, false).retryable())
                .isFalse();
        assertThat(deeds(State.SKIPPED, JobControl.MODEL_OFF, true, false).retryable())
                .isTrue();
    }

    @Test
    void whatNobodyConfirmedIsAskedAgainOnceItHasEnded() {
        assertThat(deeds(State.SENT, "UNCONFIRMED", true, true).retryable()).isTrue();
        assertThat(deeds(State.SENT, "UNCONFIRMED", false, true).retryable()).isFalse();
        assertThat(deeds(State.CONFIRMED, null, true, true).retryable()).isFalse();
    }

    @Test
    void copiesAndRejectionNotesGoNowhereElse() {
        assertThat(JobDeeds.of(1, "PACS", new JobDeeds.Facts(State.SENT, null, true, true, true, false)))
                .isEqualTo(new JobDeeds(1, "PACS", false, false, true, false));
        assertThat(JobDeeds.of(1, "PACS", new JobDeeds.Facts(State.SENT, null, true, true, false, true))
                        .any())
                .isFalse();
    }

    private static JobDeeds deeds(State state, String reasonCode, boolean ended, boolean made) {
        return JobDeeds.of(1, "PACS", new JobDeeds.Facts(state, reasonCode, ended, made, false, false));
    }
}
