package org.afterimage.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.io.TransferSyntax;
import org.afterimage.testing.ProcessPeer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Storage commitment in both roles, on the association of the request and on new ones (PS3.4 Annex J). */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StorageCommitmentTest {

    private static final SopReference SAFE = new SopReference(SopClass.CR_IMAGE, "1.2.1");
    private static final SopReference MISSING = new SopReference(SopClass.CR_IMAGE, "1.2.2");
    private static final SopReference OTHER_CLASS = new SopReference(SopClass.CT_IMAGE, "1.2.1");
    private static final AssociationSettings SETTINGS = AssociationSettings.of("TESTER", TestNode.PATIENT);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int CONTEXT = 1;

    private final DicomNetwork network = new UpperLayerNetwork();

    /** Has {@link #SAFE}, and results go to a port of loopback. */
    private static final class Archive implements StorageCommitmentService {

        private final int resultPort;
        private final List<StorageCommitmentRequest> requests = new CopyOnWriteArrayList<>();

        Archive(int resultPort) {
            this.resultPort = resultPort;
        }

        @Override
        public Optional<RemoteAe> requestor(String callingAeTitle) {
            return callingAeTitle.equals("STRANGER")
                    ? Optional.empty()
                    : Optional.of(new RemoteAe(callingAeTitle, "127.0.0.1", resultPort));
        }

        @Override
        public StorageCommitmentResult check(StorageCommitmentRequest request) throws IOException {
            requests.add(request);
            List<SopReference> committed = new ArrayList<>();
            List<StorageCommitmentFailure> failed = new ArrayList<>();
            for (SopReference reference : request.references()) {
                if (reference.sopInstanceUid().equals("1.2.666")) {
                    throw new IOException("the disk is gone");
                }
                if (reference.equals(SAFE)) {
                    committed.add(reference);
                } else if (reference.sopInstanceUid().equals(SAFE.sopInstanceUid())) {
                    failed.add(new StorageCommitmentFailure(reference, FailureReason.CLASS_INSTANCE_CONFLICT));
                } else {
                    failed.add(new StorageCommitmentFailure(reference, FailureReason.NO_SUCH_OBJECT_INSTANCE));
                }
            }
            return new StorageCommitmentResult(request.transactionUid(), committed, failed);
        }
    }

    @Test
    void theResultComesOnTheSameAssociationWhenTheRequestorStays() throws Exception {
        Archive archive = new Archive(ProcessPeer.freePort());
        try (TestNode node = TestNode.with(new UpperLayerNetwork(), more -> more.withStorageCommitment(archive))) {
            StorageCommitmentRequest request = StorageCommitmentRequest.of(List.of(SAFE, MISSING, OTHER_CLASS));
            StorageCommitmentResult result = network.commit(SETTINGS, node.remote(), request, PATIENCE);
            assertThat(result)
                    .isEqualTo(new StorageCommitmentResult(
                            request.transactionUid(),
                            List.of(SAFE),
                            List.of(
                                    new StorageCommitmentFailure(MISSING, FailureReason.NO_SUCH_OBJECT_INSTANCE),
                                    new StorageCommitmentFailure(OTHER_CLASS, FailureReason.CLASS_INSTANCE_CONFLICT))));
            assertThat(archive.requests).containsExactly(request);
            Waiting.until(() -> node.endings().contains("It was released."));
            assertThat(node.endings()).hasSize(1);
        }
    }

    @Test
    void theResultComesOnANewAssociationWhenTheRequestorHasLeft() throws Exception {
        try (ServerSocket results = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                TestNode node = TestNode.with(
                        new UpperLayerNetwork(),
                        more -> more.withStorageCommitment(new Archive(results.getLocalPort())))) {
            StorageCommitmentRequest request = StorageCommitmentRequest.of(List.of(SAFE));
            try (RawPeer leaving = associate(node, "TESTER")) {
                assertThat(act(leaving, request).status()).isEqualTo(Status.SUCCESS);
                leaving.send(new AReleaseRq());
                assertThat(leaving.receive()).isEqualTo(new AReleaseRp());
            }
            try (RawPeer reported = RawPeer.accept(results)) {
                AAssociateRq opening = (AAssociateRq) reported.receive();
                assertThat(opening.callingAeTitle()).isEqualTo(TestNode.AE_TITLE);
                assertThat(opening.calledAeTitle()).isEqualTo("TESTER");
                assertThat(opening.userInformation().roleSelections())
                        .containsExactly(new RoleSelection(SopClass.STORAGE_COMMITMENT_PUSH_MODEL, false, true));
                accept(reported, opening, opening.userInformation().roleSelections());
                NEventReportRq event = NEventReportRq.of(reported.receiveCommand());
                assertThat(event)
                        .isEqualTo(new NEventReportRq(
                                event.messageId(),
                                SopClass.STORAGE_COMMITMENT_PUSH_MODEL,
                                "1.2.840.10008.1.20.1.1",
                                1));
                StorageCommitmentResult result = StorageCommitmentResult.of(
                        reported.receiveDataSet(TransferSyntax.of(opening.presentationContexts()
                                        .get(0)
                                        .transferSyntaxUids()
                                        .get(0))
                                .orElseThrow()));
                assertThat(result)
                        .isEqualTo(new StorageCommitmentResult(request.transactionUid(), List.of(SAFE), List.of()));
                reported.sendCommand(
                        CONTEXT,
                        DimseResponse.to(event.toCommandSet(), Status.SUCCESS).toCommandSet());
                assertThat(reported.receive()).isEqualTo(new AReleaseRq());
                reported.send(new AReleaseRp());
            }
        }
    }

    @Test
    void aReportThatWasSentAndNotAnsweredGoesOverANewAssociation() throws Exception {
        try (ServerSocket results = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                TestNode node = TestNode.with(
                        new UpperLayerNetwork(),
                        more -> more.withStorageCommitment(new Archive(results.getLocalPort())))) {
            StorageCommitmentRequest request = StorageCommitmentRequest.of(List.of(MISSING));
            try (RawPeer confused = associate(node, "TESTER")) {
                act(confused, request);
                assertThat(NEventReportRq.of(confused.receiveCommand()).eventTypeId())
                        .isEqualTo(2);
                confused.send(AAbort.BY_USER);
            }
            try (RawPeer reported = RawPeer.accept(results)) {
                assertThat(reported.receive()).isInstanceOf(AAssociateRq.class);
            }
        }
    }

    @Test
    void aResultThatComesOverANewAssociationReachesTheCallThatWaits() throws Exception {
        // The listener of the requestor, its policy and services.
        UpperLayerNetwork requestor = new UpperLayerNetwork();
        try (TestNode ours = TestNode.with(requestor, Services::withStorageCommitmentResults);
                ServerSocket scp = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            RemoteAe remote = new RemoteAe("RAW", "127.0.0.1", scp.getLocalPort());
            StorageCommitmentRequest request = StorageCommitmentRequest.of(List.of(SAFE, MISSING));
            Background<StorageCommitmentResult> call =
                    Background.run(() -> requestor.commit(SETTINGS, remote, request, PATIENCE));
            StorageCommitmentResult answer = new StorageCommitmentResult(
                    request.transactionUid(),
                    List.of(SAFE),
                    List.of(new StorageCommitmentFailure(MISSING, FailureReason.RESOURCE_LIMITATION)));
            try (RawPeer first = RawPeer.accept(scp)) {
                first.acceptAssociation();
                NActionRq action = NActionRq.of(first.receiveCommand());
                first.receive();
                first.sendCommand(
                        CONTEXT,
                        DimseResponse.to(action.toCommandSet(), Status.SUCCESS).toCommandSet());
                try (RawPeer second = open(ours, false, true)) {
                    assertThat(report(second, answer).status()).isEqualTo(Status.SUCCESS);
                }
                assertThat(first.receive()).isEqualTo(new AReleaseRq());
                first.send(new AReleaseRp());
                assertThat(call.get()).isEqualTo(answer);
            }
        }
    }

    @Test
    void theRoleOfTheScpIsAgreedWithThoseWhoReport() throws Exception {
        try (TestNode ours = TestNode.with(new UpperLayerNetwork(), Services::withStorageCommitmentResults);
                RawPeer peer = RawPeer.connect(ours)) {
            AAssociateAc answer = ask(peer, "RAW", List.of(role(true, true)));
            assertThat(answer.userInformation().roleSelections()).containsExactly(role(false, true));
            assertThat(answer.presentationContexts().get(0).isAccepted()).isTrue();
        }
    }

    @Test
    void withoutTheServiceItsContextIsRefused() throws Exception {
        try (TestNode plain = TestNode.start();
                RawPeer peer = RawPeer.connect(plain)) {
            assertThat(ask(peer, "RAW", List.of()).presentationContexts().get(0).isAccepted())
                    .isFalse();
        }
    }

    @Test
    void aListenerThatOnlyTakesResultsRefusesTheContextOfARequestor() throws Exception {
        try (TestNode ours = TestNode.with(new UpperLayerNetwork(), Services::withStorageCommitmentResults);
                RawPeer peer = RawPeer.connect(ours)) {
            assertThat(ask(peer, "RAW", List.of()).presentationContexts().get(0).result())
                    .isEqualTo(PresentationContextAc.ABSTRACT_SYNTAX_NOT_SUPPORTED);
        }
    }

    @Test
    void aResultThatNobodyAskedForIsRefused() throws Exception {
        try (TestNode ours = TestNode.with(new UpperLayerNetwork(), Services::withStorageCommitmentResults);
                RawPeer peer = open(ours, false, true)) {
            DimseResponse response = report(peer, new StorageCommitmentResult("1.2.3", List.of(SAFE), List.of()));
            assertThat(response.status().code()).isEqualTo(0x0115);
            assertThat(response.commandField()).isEqualTo(0x8100);
        }
    }

    @Test
    void aStrangerIsNotAnswered() throws Exception {
        try (TestNode node = commitment()) {
            assertThatThrownBy(() -> network.commit(
                            AssociationSettings.of("STRANGER", TestNode.PATIENT),
                            node.remote(),
                            StorageCommitmentRequest.of(List.of(SAFE)),
                            PATIENCE))
                    .isInstanceOfSatisfying(
                            OperationFailedException.class,
                            e -> assertThat(e.status().code()).isEqualTo(0x0124))
                    .hasMessageContaining("STRANGER is not among this node's remotes");
        }
    }

    @Test
    void aFailureOfTheServiceIsAnsweredAndTheAssociationGoesOn() throws Exception {
        try (TestNode node = commitment();
                RawPeer peer = associate(node, "TESTER")) {
            SopReference cursed = new SopReference(SopClass.CR_IMAGE, "1.2.666");
            assertThat(act(peer, StorageCommitmentRequest.of(List.of(cursed)))
                            .status()
                            .code())
                    .isEqualTo(0x0110);
            assertThat(act(peer, StorageCommitmentRequest.of(List.of(SAFE))).status())
                    .isEqualTo(Status.SUCCESS);
        }
    }

    @Test
    void whatIsNoRequestIsAnsweredByTheStatusThatSaysWhy() throws Exception {
        try (TestNode node = commitment();
                RawPeer peer = associate(node, "TESTER")) {
            String well = StorageCommitmentScp.SOP_INSTANCE_UID;
            String push = SopClass.STORAGE_COMMITMENT_PUSH_MODEL;
            assertThat(answerTo(peer, new NActionRq(1, push, "1.2", 1), new DataSet()))
                    .isEqualTo(0x0112);
            assertThat(answerTo(peer, new NActionRq(2, push, well, 2), new DataSet()))
                    .isEqualTo(0x0123);
            assertThat(answerTo(peer, new NActionRq(3, SopClass.CR_IMAGE, well, 1), new DataSet()))
                    .isEqualTo(0x0122);
            assertThat(answerTo(peer, new NActionRq(4, push, well, 1), new DataSet()))
                    .isEqualTo(0x0115);
            DataSet tooMany = StorageCommitmentRequest.of(java.util.Collections.nCopies(20_001, SAFE))
                    .toDataSet();
            assertThat(answerTo(peer, new NActionRq(5, push, well, 1), tooMany)).isEqualTo(0x0115);
        }
    }

    @Test
    @Tag("long")
    void manyReferencesPass() throws Exception {
        try (TestNode node = commitment()) {
            List<SopReference> references = new ArrayList<>();
            for (int i = 0; i < 10_000; i++) {
                references.add(new SopReference(SopClass.CR_IMAGE, "2.25.123456789012345678901234567890." + i));
            }
            StorageCommitmentResult result =
                    network.commit(SETTINGS, node.remote(), StorageCommitmentRequest.of(references), PATIENCE);
            assertThat(result.failed()).hasSize(10_000);
            assertThat(Set.copyOf(result.failed().stream()
                            .map(StorageCommitmentFailure::reference)
                            .toList()))
                    .isEqualTo(Set.copyOf(references));
        }
    }

    @Test
    void aResultThatDoesNotComeIsOverdue() throws Exception {
        try (ServerSocket scp = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Background<Void> silent = Background.run(() -> {
                try (RawPeer peer = RawPeer.accept(scp)) {
                    peer.acceptAssociation();
                    NActionRq action = NActionRq.of(peer.receiveCommand());
                    peer.receive();
                    peer.sendCommand(
                            CONTEXT,
                            DimseResponse.to(action.toCommandSet(), Status.SUCCESS)
                                    .toCommandSet());
                    assertThat(peer.receive()).isEqualTo(new AReleaseRq());
                    peer.send(new AReleaseRp());
                }
                return null;
            });
            RemoteAe remote = new RemoteAe("RAW", "127.0.0.1", scp.getLocalPort());
            assertThatThrownBy(() -> network.commit(
                            SETTINGS, remote, StorageCommitmentRequest.of(List.of(SAFE)), Duration.ofMillis(300)))
                    .isInstanceOf(StorageCommitmentOverdueException.class)
                    .hasMessageContaining("did not report the result of the storage commitment request within 0.3 s");
            silent.get();
        }
    }

    @Test
    void aPeerThatHangsUpWithoutAResultIsReportedAsThat() throws Exception {
        try (ServerSocket scp = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Background<Void> rude = Background.run(() -> {
                try (RawPeer peer = RawPeer.accept(scp)) {
                    peer.acceptAssociation();
                    NActionRq action = NActionRq.of(peer.receiveCommand());
                    peer.receive();
                    peer.sendCommand(
                            CONTEXT,
                            DimseResponse.to(action.toCommandSet(), Status.SUCCESS)
                                    .toCommandSet());
                }
                return null;
            });
            RemoteAe remote = new RemoteAe("RAW", "127.0.0.1", scp.getLocalPort());
            assertThatThrownBy(() ->
                            network.commit(SETTINGS, remote, StorageCommitmentRequest.of(List.of(SAFE)), PATIENCE))
                    .isInstanceOf(AssociationAbortedException.class);
            rude.get();
        }
    }

    @Test
    void aResultBeforeTheResponseIsTaken() throws Exception {
        try (ServerSocket scp = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Background<Void> hasty = Background.run(() -> {
                try (RawPeer peer = RawPeer.accept(scp)) {
                    peer.acceptAssociation();
                    NActionRq action = NActionRq.of(peer.receiveCommand());
                    StorageCommitmentRequest request =
                            StorageCommitmentRequest.of(peer.receiveDataSet(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN));
                    StorageCommitmentResult result =
                            new StorageCommitmentResult(request.transactionUid(), request.references(), List.of());
                    assertThat(report(peer, result).status()).isEqualTo(Status.SUCCESS);
                    peer.sendCommand(
                            CONTEXT,
                            DimseResponse.to(action.toCommandSet(), Status.SUCCESS)
                                    .toCommandSet());
                    assertThat(peer.receive()).isEqualTo(new AReleaseRq());
                    peer.send(new AReleaseRp());
                }
                return null;
            });
            RemoteAe remote = new RemoteAe("RAW", "127.0.0.1", scp.getLocalPort());
            StorageCommitmentResult result =
                    network.commit(SETTINGS, remote, StorageCommitmentRequest.of(List.of(SAFE)), PATIENCE);
            assertThat(result.committed()).containsExactly(SAFE);
            hasty.get();
        }
    }

    @Test
    void theServicesOfAListenerCanBeListed() {
        Services services =
                Services.storing((request, dataSet) -> Status.SUCCESS).withStorageCommitment(new Archive(1));
        assertThat(services.supported())
                .extracting(service -> service.name() + " " + service.role())
                .containsExactly("Verification SCP", "Storage SCP", "Storage Commitment SCP");
        assertThat(services.withStorageCommitmentResults().supported()).hasSize(4);
        assertThat(network.usedServices())
                .extracting(service -> String.join("+", service.operations()))
                .containsExactly("C-ECHO", "C-STORE", "C-FIND", "C-MOVE", "C-GET+C-STORE", "N-ACTION+N-EVENT-REPORT");
        assertThat(network.usedServices()).allMatch(service -> service.role() == SupportedService.Role.SCU);
    }

    private static TestNode commitment() {
        Archive archive = new Archive(ProcessPeer.freePort());
        return TestNode.with(new UpperLayerNetwork(), more -> more.withStorageCommitment(archive));
    }

    private static RoleSelection role(boolean scu, boolean scp) {
        return new RoleSelection(SopClass.STORAGE_COMMITMENT_PUSH_MODEL, scu, scp);
    }

    private static RawPeer associate(TestNode node, String calling) throws IOException {
        RawPeer peer = RawPeer.connect(node);
        assertThat(ask(peer, calling, List.of()).presentationContexts().get(0).isAccepted())
                .isTrue();
        return peer;
    }

    private static RawPeer open(TestNode node, boolean scu, boolean scp) throws IOException {
        RawPeer peer = RawPeer.connect(node);
        assertThat(ask(peer, "RAW", List.of(role(scu, scp)))
                        .presentationContexts()
                        .get(0)
                        .isAccepted())
                .isTrue();
        return peer;
    }

    private static AAssociateAc ask(RawPeer peer, String calling, List<RoleSelection> roles) throws IOException {
        peer.send(new AAssociateRq(
                1,
                TestNode.AE_TITLE,
                calling,
                AAssociateRq.DICOM_APPLICATION_CONTEXT,
                List.of(new PresentationContextRq(
                        CONTEXT,
                        SopClass.STORAGE_COMMITMENT_PUSH_MODEL,
                        List.of(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN.uid()))),
                UserInformation.ofThisImplementation(16384, AsynchronousOperationsWindow.NOT_NEGOTIATED, roles)));
        return (AAssociateAc) peer.receive();
    }

    private static void accept(RawPeer peer, AAssociateRq request, List<RoleSelection> roles) throws IOException {
        peer.send(new AAssociateAc(
                1,
                request.calledAeTitle(),
                request.callingAeTitle(),
                request.applicationContextName(),
                List.of(new PresentationContextAc(
                        CONTEXT,
                        0,
                        request.presentationContexts()
                                .get(0)
                                .transferSyntaxUids()
                                .get(0))),
                UserInformation.ofThisImplementation(16384, AsynchronousOperationsWindow.NOT_NEGOTIATED, roles)));
    }

    private static DimseResponse act(RawPeer peer, StorageCommitmentRequest request) throws IOException {
        peer.sendCommand(
                CONTEXT,
                new NActionRq(
                                1,
                                SopClass.STORAGE_COMMITMENT_PUSH_MODEL,
                                StorageCommitmentScp.SOP_INSTANCE_UID,
                                StorageCommitmentScp.REQUEST_ACTION)
                        .toCommandSet());
        peer.sendDataSet(CONTEXT, request.toDataSet());
        return peer.receiveResponse();
    }

    private static int answerTo(RawPeer peer, NActionRq action, DataSet dataSet) throws IOException {
        peer.sendCommand(CONTEXT, action.toCommandSet());
        peer.sendDataSet(CONTEXT, dataSet);
        return peer.receiveResponse().status().code();
    }

    private static DimseResponse report(RawPeer peer, StorageCommitmentResult result) throws IOException {
        peer.sendCommand(
                CONTEXT,
                new NEventReportRq(
                                9,
                                SopClass.STORAGE_COMMITMENT_PUSH_MODEL,
                                StorageCommitmentScp.SOP_INSTANCE_UID,
                                result.eventTypeId())
                        .toCommandSet());
        peer.sendDataSet(CONTEXT, result.toDataSet());
        return peer.receiveResponse();
    }
}
