package org.afterimage.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.afterimage.dicom.data.SopClass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Windows, deadlines, extended negotiation and open transactions: the small state of associations. */
class NegotiatedNumbersTest {

    @ParameterizedTest
    @CsvSource({"-1, -1, -1, -1", "0, 0, 64, 1", "1, 1, 1, 1", "64, 5, 64, 1", "65, 1, 64, 1", "65535, 65535, 64, 1"})
    void aWindowIsAcceptedUpToSixtyFour(int invoked, int performed, int acceptedInvoked, int acceptedPerformed) {
        assertThat(new AsynchronousOperationsWindow(invoked, performed).accepted())
                .isEqualTo(new AsynchronousOperationsWindow(acceptedInvoked, acceptedPerformed));
    }

    @ParameterizedTest
    @CsvSource({"-1, 5, 1", "5, -1, 1", "5, 3, 3", "3, 5, 3", "0, 5, 5", "0, 0, 64", "7, 0, 7", "100, 80, 80"})
    void theSmallerOfTwoWindowsIsAgreedOnAndZeroIsNoLimit(int asked, int answered, int agreed) {
        assertThat(new AsynchronousOperationsWindow(asked, 1).agreed(new AsynchronousOperationsWindow(answered, 1)))
                .isEqualTo(agreed);
    }

    @Test
    void aDeadlineCountsDownToZeroAndStaysThere() {
        long now = System.nanoTime();
        assertThat(new Deadline(now - 1, Duration.ZERO).remainingMillis()).isZero();
        assertThat(new Deadline(now - 5_000_000_000L, Duration.ZERO).remainingMillis())
                .isZero();
        assertThat(Deadline.in(Duration.ofSeconds(100)).remainingMillis()).isBetween(90_000, 100_001);
        assertThat(Deadline.in(Duration.ofDays(1000)).remainingMillis()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void relationalQueriesAreTheFirstByteOfTheExtendedNegotiation() {
        SopClassExtendedNegotiation relational = SopClassExtendedNegotiation.relational("1.2");
        assertThat(relational.isRelational()).isTrue();
        assertThat(new SopClassExtendedNegotiation("1.2", new byte[] {0, 1}).isRelational())
                .isFalse();
        assertThat(new SopClassExtendedNegotiation("1.2", new byte[0]).isRelational())
                .isFalse();
        assertThat(relational)
                .isEqualTo(new SopClassExtendedNegotiation("1.2", new byte[] {1}))
                .hasSameHashCodeAs(new SopClassExtendedNegotiation("1.2", new byte[] {1}))
                .isNotEqualTo(new SopClassExtendedNegotiation("1.3", new byte[] {1}))
                .isNotEqualTo(new SopClassExtendedNegotiation("1.2", new byte[] {0}));
        assertThat(relational.hashCode())
                .isNotEqualTo(new SopClassExtendedNegotiation("1.2", new byte[] {0}).hashCode());
    }

    @Test
    void aCommitmentResultReachesTheCallThatWaitsForItAndNoOther() {
        StorageCommitmentTransactions transactions = new StorageCommitmentTransactions();
        CompletableFuture<StorageCommitmentResult> call = transactions.begin("1.2");
        StorageCommitmentResult result = result("1.2", List.of());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> transactions.begin("1.2"))
                .withMessageContaining("1.2 is in use");
        assertThat(transactions.complete(result("1.3", List.of()))).isFalse();
        assertThat(call).isNotDone();
        assertThat(transactions.complete(result)).isTrue();
        assertThat(call).isCompletedWithValue(result);
        // A result that is sent again is answered as the first one.
        assertThat(transactions.complete(result)).isTrue();
        transactions.end("1.2");
        assertThat(transactions.complete(result)).isFalse();
    }

    @Test
    void listenersForResultsAreCounted() {
        StorageCommitmentTransactions transactions = new StorageCommitmentTransactions();
        assertThat(transactions.haveListener()).isFalse();
        transactions.listenerOpened();
        transactions.listenerOpened();
        transactions.listenerClosed();
        assertThat(transactions.haveListener()).isTrue();
        transactions.listenerClosed();
        assertThat(transactions.haveListener()).isFalse();
    }

    @Test
    void aCommitmentResultIsTheSameAfterTheWireAndItsEventSaysWhetherAllIsSafe() {
        StorageCommitmentFailure failure =
                new StorageCommitmentFailure(new SopReference("1.1", "1.9"), FailureReason.CLASS_INSTANCE_CONFLICT);
        StorageCommitmentResult some = result("1.2", List.of(failure));
        StorageCommitmentResult all = result("1.2", List.of());
        StorageCommitmentResult none = new StorageCommitmentResult("1.2", List.of(), List.of(failure));

        for (StorageCommitmentResult result : List.of(some, all, none)) {
            assertThat(StorageCommitmentResult.of(result.toDataSet())).isEqualTo(result);
        }
        assertThat(all.eventTypeId()).isEqualTo(1);
        assertThat(some.eventTypeId()).isEqualTo(2);
        assertThat(none.toDataSet().contains(org.afterimage.dicom.data.Tag.REFERENCED_SOP_SEQUENCE))
                .isFalse();
        assertThat(all.toDataSet().contains(org.afterimage.dicom.data.Tag.FAILED_SOP_SEQUENCE))
                .isFalse();
    }

    @Test
    void reportsWaitInABoundedQueueAndAreAllHandedOnAtTheEnd() {
        EventReports reports = new EventReports();
        assertThat(reports.canSend()).isFalse();
        StorageCommitmentReport report =
                new StorageCommitmentReport(new RemoteAe("A", "127.0.0.1", 104), "NODE", 1, result("1.2", List.of()));
        for (int i = 0; i < 64; i++) {
            assertThat(reports.haveRoom()).isTrue();
            reports.add(report);
        }
        assertThat(reports.haveRoom()).isFalse();
        assertThat(reports.canSend()).isTrue();
        assertThat(reports.takeLeft()).hasSize(64);
        assertThat(reports.takeLeft()).isEmpty();
        assertThat(reports.haveRoom()).isTrue();
        assertThat(reports.canSend()).isFalse();
    }

    private static StorageCommitmentResult result(String transaction, List<StorageCommitmentFailure> failures) {
        return new StorageCommitmentResult(
                transaction, List.of(new SopReference(SopClass.CT_IMAGE, "1.2.3")), failures);
    }
}
