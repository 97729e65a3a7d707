package org.afterimage.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.afterimage.dicom.net.Rejection;
import org.afterimage.receive.LastCalls.Outcome;
import org.junit.jupiter.api.Test;

/** The last calls are told newest first, with what became of each. */
class LastCallsTest {
    private final LastCalls calls = new LastCalls();
    private final InetAddress peer = InetAddress.getLoopbackAddress();

    @Test
    void theNewestIsFirstAndTheSameAgainIsCounted() {
        calls.add("CT1", "AFTERIMAGE", peer, Outcome.ACCEPTED, "");
        calls.add("CT2", "AFTERIMAG", peer, Outcome.CALLED_TITLE, "called AE title not recognised");
        calls.add("CT1", "AFTERIMAGE", peer, Outcome.ACCEPTED, "");
        assertThat(calls.newest(10)).extracting(LastCalls.Call::calling).containsExactly("CT1", "CT2");
        assertThat(calls.newest(10)).extracting(LastCalls.Call::times).containsExactly(2, 1);
        assertThat(calls.newest(1)).hasSize(1);
    }

    @Test
    void noMoreThanFiftyAreKept() {
        for (int i = 0; i < 120; i++) {
            calls.add("CT" + i, "AFTERIMAGE", peer, Outcome.ACCEPTED, "");
        }
        assertThat(calls.newest(1000))
                .hasSize(50)
                .first()
                .extracting(LastCalls.Call::calling)
                .isEqualTo("CT119");
    }

    @Test
    void aRejectionSaysWhichNameIsWrong() {
        assertThat(Outcome.of(Rejection.CALLED_AE_TITLE_NOT_RECOGNIZED)).isEqualTo(Outcome.CALLED_TITLE);
        assertThat(Outcome.of(Rejection.CALLING_AE_TITLE_NOT_RECOGNIZED)).isEqualTo(Outcome.CALLING_TITLE);
        assertThat(Outcome.of(Rejection.LOCAL_LIMIT_EXCEEDED)).isEqualTo(Outcome.REJECTED);
    }
}
