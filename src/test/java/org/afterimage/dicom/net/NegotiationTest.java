package org.afterimage.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.io.TransferSyntax;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is negotiated besides presentation contexts (PS3.7 D.3.3). */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NegotiationTest {

    private static final AssociationSettings SETTINGS = AssociationSettings.of("TESTER", TestNode.PATIENT);
    private static final List<ProposedContext> CR =
            List.of(new ProposedContext(SopClass.CR_IMAGE, List.of(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN)));

    private final DicomNetwork network = new UpperLayerNetwork();

    /** Knows the user "radiologist" with the passcode "x-ray". */
    private static final class UserPolicy extends TestNode.Policy {

        private final List<UserIdentity> seen = new CopyOnWriteArrayList<>();

        UserPolicy() {
            super(TestNode.AE_TITLE);
        }

        @Override
        public IdentityVerdict identify(String callingAeTitle, PeerIdentity peer, UserIdentity identity) {
            seen.add(identity);
            assertThat(callingAeTitle).isEqualTo("TESTER");
            boolean known = identity.username().equals("radiologist")
                    && new String(identity.secondaryField(), StandardCharsets.UTF_8).equals("x-ray");
            if (identity.type() == UserIdentity.JWT) {
                return new IdentityVerdict.Recognized(new byte[] {4, 2});
            }
            return known ? IdentityVerdict.recognized() : IdentityVerdict.refused();
        }
    }

    @Test
    void aKnownUserIsConfirmedAndAnUnknownOneRejected() throws Exception {
        UserPolicy policy = new UserPolicy();
        try (TestNode node = TestNode.with(new UpperLayerNetwork(), policy, services -> services)) {
            UserIdentity known = UserIdentity.ofUsername("radiologist", "x-ray", true);
            assertThat(network.echo(SETTINGS.withUserIdentity(known), node.remote())
                            .status())
                    .isEqualTo(Status.SUCCESS);
            UserIdentity wrong = UserIdentity.ofUsername("radiologist", "guess", true);
            assertThatThrownBy(() -> network.echo(SETTINGS.withUserIdentity(wrong), node.remote()))
                    .isInstanceOfSatisfying(
                            AssociationRejectedException.class,
                            e -> assertThat(e.rejection()).isEqualTo(new Rejection(1, 1, 1)));
            UserIdentity nameOnly = UserIdentity.ofUsername("radiologist", false);
            assertThatThrownBy(() -> network.echo(SETTINGS.withUserIdentity(nameOnly), node.remote()))
                    .isInstanceOf(AssociationRejectedException.class);
            assertThat(policy.seen).containsExactly(known, wrong, nameOnly);
            assertThat(node.echo()).isEqualTo(Status.SUCCESS);
        }
    }

    @Test
    void theServerResponseOfATokenTravelsAndOnlyOnRequest() throws Exception {
        try (TestNode node = TestNode.with(new UpperLayerNetwork(), new UserPolicy(), services -> services)) {
            for (boolean wanted : new boolean[] {true, false}) {
                UserIdentity token = UserIdentity.ofToken(UserIdentity.JWT, new byte[] {1}, wanted);
                assertThat(answerTo(node, token))
                        .isEqualTo(wanted ? Optional.of(new UserIdentityAnswer(new byte[] {4, 2})) : Optional.empty());
            }
        }
    }

    @Test
    void aListenerThatKnowsNoUsersAcceptsWithoutAWord() throws Exception {
        try (TestNode node = TestNode.start()) {
            UserIdentity wanted = UserIdentity.ofUsername("somebody", true);
            assertThat(answerTo(node, wanted)).isEmpty();
            assertThatThrownBy(() -> network.echo(SETTINGS.withUserIdentity(wanted), node.remote()))
                    .isInstanceOf(NotNegotiatedException.class)
                    .hasMessageContaining("did not confirm the user identity");
            UserIdentity unasked = UserIdentity.ofUsername("somebody", false);
            assertThat(network.echo(SETTINGS.withUserIdentity(unasked), node.remote())
                            .status())
                    .isEqualTo(Status.SUCCESS);
        }
    }

    @Test
    void severalAeTitlesAreServedOnOnePort() throws Exception {
        TestNode.Policy policy = new TestNode.Policy(TestNode.AE_TITLE) {
            @Override
            public Optional<Rejection> check(String called, String calling, InetAddress peer) {
                return List.of("FIRST", "SECOND").contains(called)
                        ? Optional.empty()
                        : Optional.of(Rejection.CALLED_AE_TITLE_NOT_RECOGNIZED);
            }
        };
        try (TestNode node = TestNode.with(new UpperLayerNetwork(), policy, services -> services)) {
            for (String title : List.of("FIRST", "SECOND")) {
                RemoteAe remote =
                        new RemoteAe(title, "127.0.0.1", node.listener().port());
                try (StoreSession session = network.openStore(SETTINGS, remote, CR)) {
                    session.store(
                            SopClass.CR_IMAGE,
                            "1.2",
                            TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
                            java.io.InputStream.nullInputStream());
                }
            }
            assertThat(node.received())
                    .extracting(received -> received.request().calledAeTitle())
                    .containsExactly("FIRST", "SECOND");
            assertThatThrownBy(() -> network.echo(SETTINGS, node.remote()))
                    .isInstanceOf(AssociationRejectedException.class);
        }
    }

    @Test
    void thePduLengthIsTheConfiguredOneOnBothSides() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Background<Long> announced = Background.run(() -> {
                try (RawPeer peer = RawPeer.accept(server)) {
                    AAssociateRq request = (AAssociateRq) peer.receive();
                    peer.send(new AAssociateRj(Rejection.NO_REASON_GIVEN));
                    return request.userInformation().maxPduLength();
                }
            });
            RemoteAe remote = new RemoteAe("RAW", "127.0.0.1", server.getLocalPort());
            assertThatThrownBy(() -> network.echo(SETTINGS.withMaxPduLength(12_345), remote))
                    .isInstanceOf(AssociationRejectedException.class);
            assertThat(announced.get()).isEqualTo(12_345);
        }
        assertThatThrownBy(() -> SETTINGS.withMaxPduLength(4095)).hasMessageContaining("4096");
        try (TestNode node = TestNode.withMaxPduLength(54_321);
                RawPeer peer = RawPeer.connect(node)) {
            peer.send(RawPeer.request(TestNode.AE_TITLE, "RAW"));
            assertThat(((AAssociateAc) peer.receive()).userInformation().maxPduLength())
                    .isEqualTo(54_321);
        }
    }

    @Test
    void extendedNegotiationsAreReadWithoutHarmAndNotAnswered() throws Exception {
        UserInformation information = new UserInformation(
                16384,
                "1.2",
                "X",
                AsynchronousOperationsWindow.NOT_NEGOTIATED,
                List.of(),
                List.of(new SopClassExtendedNegotiation(SopClass.CR_IMAGE, new byte[] {2, 0, 0, 0, 0, 0})),
                List.of(new SopClassCommonExtendedNegotiation(
                        "2.25.1", "1.2.840.10008.4.2", List.of(SopClass.CR_IMAGE, SopClass.CT_IMAGE))),
                Optional.empty(),
                Optional.empty());
        try (TestNode node = TestNode.start();
                RawPeer peer = RawPeer.connect(node)) {
            AAssociateRq plain = RawPeer.request(TestNode.AE_TITLE, "RAW");
            peer.send(with(plain, information));
            UserInformation answer = ((AAssociateAc) peer.receive()).userInformation();
            assertThat(answer.extendedNegotiations()).isEmpty();
            assertThat(answer.commonExtendedNegotiations()).isEmpty();
        }
    }

    @Test
    void aRelationalQueryIsProposedAndRefusedWhereThePeerDoesNotAgree() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Background<List<SopClassExtendedNegotiation>> proposed = Background.run(() -> {
                try (RawPeer peer = RawPeer.accept(server)) {
                    AAssociateRq request = peer.acceptAssociation();
                    peer.receive();
                    peer.send(new AReleaseRp());
                    return request.userInformation().extendedNegotiations();
                }
            });
            RemoteAe remote = new RemoteAe("RAW", "127.0.0.1", server.getLocalPort());
            Query query = Query.of(QueryRetrieveLevel.IMAGE, new DataSet()).asRelational();
            assertThatThrownBy(() -> network.find(SETTINGS, remote, query, match -> true))
                    .isInstanceOf(NotNegotiatedException.class)
                    .hasMessageContaining("does not take relational keys");
            assertThat(proposed.get())
                    .containsExactly(new SopClassExtendedNegotiation(SopClass.STUDY_ROOT_FIND, new byte[] {1}));
        }
    }

    @Test
    void aPeerThatMayNotBeTheScuOfAClassCannotSendIt() throws Exception {
        try (TestNode node = TestNode.start();
                RawPeer peer = RawPeer.connect(node)) {
            AAssociateRq plain = RawPeer.request(TestNode.AE_TITLE, "RAW");
            UserInformation scpOnly = UserInformation.ofThisImplementation(
                    16384,
                    AsynchronousOperationsWindow.NOT_NEGOTIATED,
                    List.of(new RoleSelection(SopClass.CR_IMAGE, false, true)));
            peer.send(with(plain, scpOnly));
            AAssociateAc answer = (AAssociateAc) peer.receive();
            assertThat(answer.userInformation().roleSelections())
                    .containsExactly(new RoleSelection(SopClass.CR_IMAGE, false, false));
            assertThat(answer.presentationContexts())
                    .extracting(PresentationContextAc::isAccepted)
                    .containsExactly(true, false);
        }
    }

    private static Optional<UserIdentityAnswer> answerTo(TestNode node, UserIdentity identity) throws Exception {
        try (RawPeer peer = RawPeer.connect(node)) {
            AAssociateRq plain = RawPeer.request(TestNode.AE_TITLE, "TESTER");
            peer.send(with(plain, plain.userInformation().withUserIdentity(Optional.of(identity))));
            return ((AAssociateAc) peer.receive()).userInformation().userIdentityAnswer();
        }
    }

    private static AAssociateRq with(AAssociateRq request, UserInformation information) {
        return new AAssociateRq(
                request.protocolVersion(),
                request.calledAeTitle(),
                request.callingAeTitle(),
                request.applicationContextName(),
                request.presentationContexts(),
                information);
    }
}
