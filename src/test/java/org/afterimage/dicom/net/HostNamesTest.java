package org.afterimage.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostNamesTest {

    private static final Duration PATIENT = Duration.ofSeconds(20);

    private final AtomicInteger lookups = new AtomicInteger();
    private final CountDownLatch answer = new CountDownLatch(1);

    /** A name service that is dead until {@link #answer}. */
    private final HostNames dead = new HostNames(host -> {
        lookups.incrementAndGet();
        try {
            answer.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return new InetAddress[] {InetAddress.getLoopbackAddress()};
    });

    @Test
    void aNameHasItsAddresses() throws Exception {
        assertThat(new HostNames().resolve("localhost", PATIENT)).isNotEmpty().allMatch(InetAddress::isLoopbackAddress);
    }

    @Test
    void anUnknownNameIsReportedSo() {
        HostNames names = new HostNames(host -> {
            throw new UnknownHostException(host);
        });
        assertThatThrownBy(() -> names.resolve("nowhere", PATIENT))
                .isInstanceOf(UnknownHostException.class)
                .hasMessage("the host name is unknown");
    }

    @Test
    void anAddressNeedsNoNameService() throws Exception {
        assertThat(dead.resolve("127.0.0.1", PATIENT)).containsExactly(InetAddress.getByName("127.0.0.1"));
        assertThat(dead.resolve("::1", PATIENT)).containsExactly(InetAddress.getByName("::1"));
        assertThat(lookups).hasValue(0);
    }

    @Test
    void aDeadNameServiceIsNotWaitedForBeyondTheDeadlineAndHoldsOneThreadAName() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> dead.resolve("pacs", Duration.ofMillis(50)))
                    .isInstanceOf(UnknownHostException.class)
                    .hasMessage("the name service did not answer within 0.05 s");
        }
        assertThat(lookups).hasValue(1);
        answer.countDown();
        assertThat(dead.resolve("pacs", PATIENT)).containsExactly(InetAddress.getLoopbackAddress());
    }

    @Test
    void aNameIsAskedForAgainOnceItsLookUpIsOver() throws Exception {
        answer.countDown();
        dead.resolve("pacs", PATIENT);
        int first = lookups.get();
        Waiting.until(() -> {
            try {
                dead.resolve("pacs", PATIENT);
            } catch (UnknownHostException e) {
                throw new AssertionError(e);
            }
            return lookups.get() > first;
        });
    }

    @Test
    void theLookUpIsUnderTheDeadlineToConnect() {
        Timeouts timeouts = TestNode.timeouts(Duration.ofMillis(200));
        RemoteAe pacs = new RemoteAe("PACS1", "pacs.invalid", 104);
        assertThatThrownBy(() -> new UpperLayerNetwork(dead).echo("TESTER", pacs, timeouts))
                .isInstanceOf(AeUnreachableException.class)
                .hasMessage("PACS1 at pacs.invalid:104 cannot be reached: the name service did not answer within 0.2 s."
                        + " Check its spelling and the name service.");
        answer.countDown();
    }
}
