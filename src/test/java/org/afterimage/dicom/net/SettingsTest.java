package org.afterimage.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.io.TransferSyntax;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be set has bounds, and the values at the bounds are allowed. */
class SettingsTest {

    private static final Timeouts TIMEOUTS = Timeouts.defaults();
    private static final List<ListenerPort> PLAIN = List.of(new ListenerPort(104, Transport.PLAIN));

    @ParameterizedTest
    @ValueSource(ints = {4096, 16 << 20})
    void theMaximumPduLengthGoesFrom4KibTo16Mib(int length) {
        assertThat(listener(4, 3, length).maxPduLength()).isEqualTo(length);
        assertThat(AssociationSettings.of("A", TIMEOUTS)
                        .withMaxPduLength(length)
                        .maxPduLength())
                .isEqualTo(length);
    }

    @ParameterizedTest
    @ValueSource(ints = {4095, (16 << 20) + 1, 0, -1})
    void otherMaximumPduLengthsAreRefused(int length) {
        String range = "must be 4096 to 16777216";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> listener(4, 3, length))
                .withMessageContainingAll(String.valueOf(length), range);
        AssociationSettings settings = AssociationSettings.of("A", TIMEOUTS);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings.withMaxPduLength(length))
                .withMessageContaining(range);
    }

    @Test
    void aListenerHasAPortAndPlacesForEveryHost() {
        assertThat(listener(1, 1, 4096).maxAssociationsPerHost()).isEqualTo(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> listener(0, 1, 4096))
                .withMessageContaining("not 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> listener(1, 0, 4096))
                .withMessageContaining("of a host");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new ListenerSettings(InetAddress.getLoopbackAddress(), List.of(), 4, 3, 4096, TIMEOUTS))
                .withMessageContaining("one port");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "4, 3", "16, 12", "100, 75"})
    void oneHostGetsThreeQuartersOfThePlaces(int all, int ofOneHost) {
        assertThat(ListenerSettings.shareOfOneHost(all)).isEqualTo(ofOneHost);
        assertThat(new ListenerSettings(InetAddress.getLoopbackAddress(), 104, all, 4096, TIMEOUTS)
                        .maxAssociationsPerHost())
                .isEqualTo(ofOneHost);
    }

    @Test
    void portsHaveSixteenBits() {
        assertThat(new ListenerPort(0, Transport.PLAIN).port()).isZero();
        assertThat(new ListenerPort(65535, Transport.PLAIN).port()).isEqualTo(65535);
        assertThat(new RemoteAe("A", "host", 1).port()).isEqualTo(1);
        assertThat(new RemoteAe("A", "host", 65535)).hasToString("A at host:65535");
        assertThatIllegalArgumentException().isThrownBy(() -> new ListenerPort(-1, Transport.PLAIN));
        assertThatIllegalArgumentException().isThrownBy(() -> new ListenerPort(65536, Transport.PLAIN));
        assertThatIllegalArgumentException().isThrownBy(() -> new RemoteAe("A", "host", 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new RemoteAe("A", "host", 65536));
        assertThatIllegalArgumentException().isThrownBy(() -> new RemoteAe("A", " ", 104));
    }

    @Test
    void everyTimeoutIsBetweenAMillisecondAndADay() {
        Duration shortest = Duration.ofMillis(1);
        Duration longest = Duration.ofDays(1);
        assertThat(new Timeouts(shortest, longest, shortest, longest, shortest).write())
                .isEqualTo(shortest);
        for (int place = 0; place < 5; place++) {
            Duration[] values = {longest, longest, longest, longest, longest};
            String name =
                    List.of("connect", "associate", "idle", "message", "write").get(place);
            for (Duration wrong : List.of(Duration.ofNanos(999_999), Duration.ZERO, longest.plusNanos(1))) {
                values[place] = wrong;
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> new Timeouts(values[0], values[1], values[2], values[3], values[4]))
                        .withMessageContaining("The " + name + " time-out");
            }
        }
        assertThat(Timeouts.defaults())
                .isEqualTo(new Timeouts(seconds(10), seconds(30), seconds(120), seconds(60), seconds(60)));
    }

    @Test
    void theOperationsWindowOfARequestorIsBounded() {
        AssociationSettings settings = AssociationSettings.of("A", TIMEOUTS);
        assertThat(settings.operationsWindow()).isEqualTo(1);
        assertThat(settings.maxPduLength()).isEqualTo(65536);
        assertThat(settings.withOperationsWindow(1024).operationsWindow()).isEqualTo(1024);
        assertThatIllegalArgumentException().isThrownBy(() -> settings.withOperationsWindow(0));
        assertThatIllegalArgumentException().isThrownBy(() -> settings.withOperationsWindow(1025));
        UserIdentity user = UserIdentity.ofUsername("jo", true);
        AssociationSettings all =
                settings.withUserIdentity(user).withOperationsWindow(7).withMaxPduLength(5000);
        assertThat(all).isEqualTo(new AssociationSettings("A", TIMEOUTS, 5000, 7, Optional.of(user)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", " A ", "ABCDEFGHIJKLMNOP", "a b-c_d.~!"})
    void anAeTitleHasOneToSixteenPrintableCharacters(String aeTitle) {
        assertThat(AeTitle.require(aeTitle)).isEqualTo(aeTitle.strip());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "ABCDEFGHIJKLMNOPQ", "A\\B", "A\nB", "A\u007FB", "Ä"})
    void whatIsNoAeTitleIsRefused(String aeTitle) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AeTitle.require(aeTitle))
                .withMessageContaining("is no AE title");
        assertThatIllegalArgumentException().isThrownBy(() -> AssociationSettings.of(aeTitle, TIMEOUTS));
    }

    @Test
    void aUserIdentityFitsItsItemAndKeepsItsBytesToItself() {
        byte[] token = new byte[0xFFFF - 6];
        UserIdentity longest = UserIdentity.ofToken(UserIdentity.SAML, token, false);
        token[0] = 1;
        longest.primaryField()[1] = 1;
        assertThat(longest.primaryField()).containsOnly(0).hasSize(0xFFFF - 6);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new UserIdentity(5, true, new byte[0xFFFF - 6], new byte[1]))
                .withMessageContaining("65530 bytes");
        assertThat(new UserIdentity(0, true, new byte[0], new byte[0]).type()).isZero();
        assertThat(new UserIdentity(255, true, new byte[0], new byte[0]).type()).isEqualTo(255);
        assertThatIllegalArgumentException().isThrownBy(() -> new UserIdentity(-1, true, new byte[0], new byte[0]));
        assertThatIllegalArgumentException().isThrownBy(() -> new UserIdentity(256, true, new byte[0], new byte[0]));
    }

    @Test
    void userIdentitiesAreEqualByAllTheyHoldAndNeverPrintIt() {
        UserIdentity jo = UserIdentity.ofUsername("jö", "secret", true);
        assertThat(jo.type()).isEqualTo(UserIdentity.USERNAME_AND_PASSCODE);
        assertThat(jo.username()).isEqualTo("jö");
        assertThat(jo.secondaryField()).isEqualTo("secret".getBytes(StandardCharsets.UTF_8));
        assertThat(jo)
                .isEqualTo(UserIdentity.ofUsername("jö", "secret", true))
                .hasSameHashCodeAs(UserIdentity.ofUsername("jö", "secret", true));
        assertThat(jo)
                .isNotEqualTo(UserIdentity.ofUsername("jo", "secret", true))
                .isNotEqualTo(UserIdentity.ofUsername("jö", "Secret", true))
                .isNotEqualTo(UserIdentity.ofUsername("jö", "secret", false))
                .isNotEqualTo(UserIdentity.ofUsername("jö", true))
                .isNotEqualTo(new UserIdentity(5, true, jo.primaryField(), jo.secondaryField()));
        assertThat(jo.toString()).contains("type=2").doesNotContain("secret").doesNotContain("jö");
    }

    @Test
    void aProposedContextHasATransferSyntax() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ProposedContext(SopClass.CT_IMAGE, List.of()))
                .withMessageContaining(SopClass.CT_IMAGE);
        assertThat(new ProposedContext("1.2", List.of(TransferSyntax.RLE_LOSSLESS)).transferSyntaxes())
                .containsExactly(TransferSyntax.RLE_LOSSLESS);
    }

    @Test
    void aCommitmentRequestNamesInstancesByTheirUids() {
        SopReference reference = new SopReference(SopClass.CT_IMAGE, "1.2.3");
        assertThat(StorageCommitmentRequest.of(List.of(reference)).transactionUid())
                .startsWith("2.25.")
                .isNotEqualTo(StorageCommitmentRequest.of(List.of(reference)).transactionUid());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StorageCommitmentRequest("", List.of(reference)))
                .withMessageContaining("Transaction UID");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StorageCommitmentRequest("1.2", List.of()))
                .withMessageContaining("no instances");
        for (SopReference damaged : List.of(new SopReference("x", "1.2.3"), new SopReference("1.2", "../x"))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new StorageCommitmentRequest("1.2", List.of(reference, damaged)))
                    .withMessageContaining("not a UID");
        }
    }

    private static ListenerSettings listener(int associations, int ofOneHost, int maxPduLength) {
        return new ListenerSettings(
                InetAddress.getLoopbackAddress(), PLAIN, associations, ofOneHost, maxPduLength, TIMEOUTS);
    }

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }
}
