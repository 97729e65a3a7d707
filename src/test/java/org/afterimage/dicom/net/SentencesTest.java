package org.afterimage.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the codes of peers and the failures of connections are called. */
class SentencesTest {

    @ParameterizedTest
    @CsvSource({
        "1, 1, 1, no reason given, Ask the administrator",
        "1, 2, 1, no reason given, Ask the administrator",
        "2, 1, 1, no reason given, Try again later",
        "1, 1, 2, application context name not supported, may not be a DICOM application",
        "1, 1, 3, calling AE title not recognised, Add this node's AE title",
        "1, 1, 7, called AE title not recognised, Check the AE title spelling",
        "1, 2, 2, protocol version not supported, may not be a DICOM application",
        "2, 3, 1, temporary congestion, try again later",
        "2, 3, 2, local limit exceeded, try again later",
        "1, 3, 9, 'source 3, reason 9', Ask the administrator"
    })
    void aRejectionIsExplainedAndAdvised(int result, int source, int reason, String meaning, String advice) {
        Rejection rejection = new Rejection(result, source, reason);

        assertThat(rejection.meaning()).isEqualTo(meaning);
        assertThat(rejection.advice()).contains(advice);
        assertThat(rejection.isTransient()).isEqualTo(result == 2);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, by its application",
        "0, 2, by its application",
        "2, 0, no reason given",
        "2, 1, unrecognised PDU",
        "2, 2, unexpected PDU",
        "2, 4, unrecognised PDU parameter",
        "2, 5, unexpected PDU parameter",
        "2, 6, invalid PDU parameter value",
        "2, 77, no reason given"
    })
    void anAbortIsExplained(int source, int reason, String meaning) {
        assertThat(new AAbort(source, reason).meaning()).isEqualTo(meaning);
    }

    @ParameterizedTest
    @CsvSource({
        "272, 0110H (processing failure)",
        "274, 0112H (no such object instance)",
        "281, 0119H (class / instance conflict)",
        "290, 0122H (referenced SOP class not supported)",
        "305, 0131H (duplicate transaction UID)",
        "531, 0213H (resource limitation)",
        "0, 0000H (unknown reason)",
        "65535, FFFFH (unknown reason)"
    })
    void aFailureReasonIsExplained(int code, String text) {
        assertThat(new FailureReason(code)).hasToString(text);
    }

    @Test
    void aFailureReasonHasSixteenBits() {
        assertThatIllegalArgumentException().isThrownBy(() -> new FailureReason(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> new FailureReason(0x10000));
    }

    @ParameterizedTest
    @CsvSource({
        "40, handshake_failure, no TLS cipher suite or key in common",
        "71, insufficient_security, no TLS cipher suite or key in common",
        "70, protocol_version, none of the TLS versions",
        "45, certificate_expired, has expired; renew it",
        "116, certificate_required, none is configured",
        "42, bad_certificate, let it trust the authority",
        "43, unsupported_certificate, let it trust the authority",
        "46, certificate_unknown, let it trust the authority",
        "48, unknown_ca, let it trust the authority",
        "49, access_denied, let it trust the authority",
        "44, certificate_revoked, get a new one",
        "112, unrecognized_name, the host name that it was called by",
        "80, 80, ended the TLS handshake (its alert: 80)"
    })
    void anAlertSaysTheSameAsNumberAndAsWord(int number, String word, String sentence) {
        Exception failure = new SSLHandshakeException("(" + word + ") Received fatal alert: " + word);

        assertThat(TlsFailureException.ofAlert(number, failure))
                .hasMessageContaining(sentence)
                .hasCause(failure);
        assertThat(TlsFailureException.of(failure))
                .hasMessage(TlsFailureException.ofAlert(number, failure).getMessage());
    }

    @Test
    void whatTheTlsLibrarySaysIsTurnedIntoWhatToDo() {
        Map<Exception, String> sentences = Map.of(
                new SSLHandshakeException("Client requested protocol TLSv1 is not enabled"),
                "offers only TLS versions that are not allowed here",
                new SSLHandshakeException("The client supported protocol versions are not accepted: protocol version"),
                "offers only TLS versions that are not allowed here",
                new SSLHandshakeException("no cipher suites in common"),
                "offers no TLS cipher suite that BCP 195 allows",
                new SSLHandshakeException("Empty client certificate chain"),
                "shows no certificate, and one is required",
                new SSLHandshakeException("Empty certificate chain"),
                "shows no certificate, and one is required",
                new EOFException("x"),
                "closed the connection in the TLS handshake",
                new SocketException("Connection reset"),
                "closed the connection in the TLS handshake",
                new SSLHandshakeException("gibberish"),
                "broke the rules of TLS (gibberish)",
                new IOException(),
                "broke the rules of TLS (null)");

        sentences.forEach((failure, sentence) ->
                assertThat(TlsFailureException.of(failure)).hasMessageContaining(sentence));
    }

    @Test
    void aBrokenAssociationIsOneSentenceAboutThePeer() {
        IOException ofThePeer = new ProtocolViolationException(AAbort.UNEXPECTED_PDU, "sent nonsense");
        AssociationAbortedException sentence = PeerFailure.sentence("PACS at host:104", ofThePeer);

        assertThat(sentence).hasMessage("PACS at host:104 sent nonsense.").hasCause(ofThePeer);
        assertThat(PeerFailure.sentence("another", sentence)).isSameAs(sentence);
        assertThat(PeerFailure.sentence("PACS", new SocketException("Broken pipe")))
                .hasMessage("PACS dropped the connection (Broken pipe).");
    }

    @Test
    void theFactsForAStatementSayEachRejectionAndAbortOnce() {
        assertThat(NetworkFacts.rejections()).hasSize(6).doesNotContainValue("");
        Set<String> when = new HashSet<>();
        List<NetworkFacts.Abort> aborts = NetworkFacts.aborts();
        aborts.forEach(abort -> when.add(abort.when()));
        assertThat(when).hasSize(6);
        assertThat(aborts.get(0))
                .isEqualTo(new NetworkFacts.Abort(
                        0, "0: by its application", aborts.get(0).when()));
        assertThat(aborts.get(3).reason()).isEqualTo("2: unexpected PDU");
        assertThat(NetworkFacts.largestWindow()).isEqualTo(64);
        assertThat(NetworkFacts.applicationContextName()).isEqualTo("1.2.840.10008.3.1.1.1");
    }

    @Test
    void aDeadlineIsSaidInSeconds() {
        assertThat(Deadline.in(Duration.ofMillis(1500)).seconds()).isEqualTo("1.5 s");
        assertThat(Deadline.in(Duration.ofSeconds(120)).seconds()).isEqualTo("120 s");
    }
}
