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
import java.util.concurrent.CopyOnWriteArrayList;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.TransferSyntax;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** C-FIND, C-MOVE and C-GET against SCPs that do what the real ones do seldom or never. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class QueryRetrieveTest {

    private static final int CONTEXT = 1;
    private static final int STORE_CONTEXT = 3;
    private static final AssociationSettings SETTINGS = AssociationSettings.of("TESTER", TestNode.PATIENT);
    private static final AssociationSettings IMPATIENT =
            AssociationSettings.of("TESTER", TestNode.timeouts(Duration.ofMillis(400)));
    private static final List<ProposedContext> CR =
            List.of(new ProposedContext(SopClass.CR_IMAGE, List.of(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN)));
    private static final DataSet KEYS = new DataSet().putString(Tag.STUDY_INSTANCE_UID, "1.2");
    private static final Query QUERY = Query.of(QueryRetrieveLevel.STUDY, KEYS);
    private static final Retrieval STUDY = Retrieval.of(QueryRetrieveLevel.STUDY, KEYS);

    private final DicomNetwork network = new UpperLayerNetwork();
    private ServerSocket server;
    private RemoteAe remote;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        remote = new RemoteAe("RAW", "127.0.0.1", server.getLocalPort());
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    /** What an SCP does after it has got a request and its identifier. */
    private interface Script {
        void play(RawPeer peer, CommandSet request) throws IOException;
    }

    /** What the SCP saw. */
    private record Seen(CommandSet request, DataSet identifier, Optional<AAbort> abort) {}

    @Test
    void theIdentifierHasTheKeysAndTheLevel() throws Exception {
        Background<Seen> scp = scp((peer, request) -> respond(peer, request, 0x0000));
        FindResult result = network.find(SETTINGS, remote, Query.of(QueryRetrieveLevel.SERIES, KEYS), match -> true);
        assertThat(result).isEqualTo(new FindResult(Status.SUCCESS, 0, false));
        Seen seen = scp.get();
        assertThat(seen.identifier().string(Tag.QUERY_RETRIEVE_LEVEL)).contains("SERIES");
        assertThat(seen.identifier().string(Tag.STUDY_INSTANCE_UID)).contains("1.2");
        assertThat(seen.request().text(Tag.AFFECTED_SOP_CLASS_UID)).contains(SopClass.STUDY_ROOT_FIND);
        assertThat(KEYS.contains(Tag.QUERY_RETRIEVE_LEVEL)).isFalse();
    }

    @Test
    void aReceiverThatHasEnoughCancelsTheRequestByItsMessageId() throws Exception {
        List<CommandSet> cancels = new CopyOnWriteArrayList<>();
        Background<Seen> scp = scp((peer, request) -> {
            pending(peer, request, KEYS);
            cancels.add(peer.receiveCommand());
            pending(peer, request, KEYS);
            respond(peer, request, 0xFE00);
        });
        List<DataSet> matches = new ArrayList<>();
        FindResult result = network.find(SETTINGS, remote, QUERY, match -> {
            matches.add(match);
            return false;
        });
        Seen seen = scp.get();
        assertThat(matches).hasSize(1);
        assertThat(result).isEqualTo(new FindResult(Status.CANCEL, 1, true));
        assertThat(result.isComplete()).isFalse();
        assertThat(cancels.get(0).integer(Tag.COMMAND_FIELD)).hasValue(0x0FFF);
        assertThat(cancels.get(0).integer(Tag.MESSAGE_ID_BEING_RESPONDED_TO))
                .isEqualTo(seen.request().integer(Tag.MESSAGE_ID));
    }

    @Test
    void exactlyTheMostMatchesAreComplete() throws Exception {
        Background<Seen> scp = scp((peer, request) -> {
            pending(peer, request, KEYS);
            pending(peer, request, KEYS);
            respond(peer, request, 0x0000);
        });
        FindResult result = network.find(SETTINGS, remote, QUERY.withMaxMatches(2), match -> true);
        assertThat(result).isEqualTo(new FindResult(Status.SUCCESS, 2, false));
        assertThat(result.isComplete()).isTrue();
        scp.get();
    }

    @Test
    void anScpThatGoesOnAfterItsCancellationIsCut() throws Exception {
        Background<Seen> scp = scp((peer, request) -> {
            for (int i = 0; i < 200; i++) {
                pending(peer, request, KEYS);
                pause(20);
            }
        });
        assertThatThrownBy(() -> network.find(IMPATIENT, remote, QUERY, match -> false))
                .isInstanceOf(AssociationAbortedException.class)
                .hasMessageContaining("did not end an operation within 0.4 s of its cancellation");
        server.close();
        assertThatThrownBy(scp::get).isInstanceOf(IOException.class);
    }

    @Test
    void anScpThatSaysNothingIsCutAtTheIdleDeadline() throws Exception {
        Background<Seen> scp = scp((peer, request) -> {});
        assertThatThrownBy(() -> network.find(IMPATIENT, remote, QUERY, match -> true))
                .isInstanceOf(AssociationAbortedException.class)
                .hasMessageContaining("0.4 s");
        assertThat(scp.get().abort()).contains(AAbort.REASON_NOT_SPECIFIED);
    }

    @Test
    void aMatchThatIsTooLongOrUnreadableOrAbsentEndsTheQuery() throws Exception {
        DataSet huge = new DataSet().putString(Tag.STUDY_DESCRIPTION, "x".repeat(64));
        DataSet item = new DataSet().putString(Tag.STUDY_DESCRIPTION, "x".repeat(64));
        huge.putItems(
                Tag.REFERENCED_SERIES_SEQUENCE,
                java.util.Collections.nCopies(100, item).toArray(DataSet[]::new));
        List<Script> scripts = List.of(
                (peer, request) -> pending(peer, request, huge),
                (peer, request) -> {
                    peer.sendCommand(CONTEXT, response(request, 0xFF00, true));
                    peer.sendFragment(CONTEXT, false, true, new byte[] {1, 2, 3, 4});
                },
                (peer, request) -> respond(peer, request, 0xFF00));
        for (Script script : scripts) {
            Background<Seen> scp = scp(script);
            assertThatThrownBy(() -> network.find(SETTINGS, remote, QUERY.withMaxMatchBytes(4096), match -> true))
                    .isInstanceOf(AssociationAbortedException.class)
                    .hasMessageContaining("sent a match");
            assertThat(scp.get().abort()).contains(AAbort.BY_USER);
        }
    }

    @Test
    void aResponseToAnotherMessageOrByAnotherOperationEndsTheQuery() throws Exception {
        List<Script> scripts = List.of(
                (peer, request) -> peer.sendCommand(
                        CONTEXT, response(request, 0, false).putInteger(Tag.MESSAGE_ID_BEING_RESPONDED_TO, 77)),
                (peer, request) ->
                        peer.sendCommand(CONTEXT, response(request, 0, false).putInteger(Tag.COMMAND_FIELD, 0x8021)),
                (peer, request) -> peer.sendCommand(CONTEXT, RawPeer.requestWithout(CommandField.C_FIND_RQ)),
                (peer, request) -> peer.send(new AReleaseRq()));
        for (Script script : scripts) {
            Background<Seen> scp = scp(script);
            assertThatThrownBy(() -> network.find(SETTINGS, remote, QUERY, match -> true))
                    .isInstanceOf(AssociationAbortedException.class);
            assertThat(scp.get().abort()).isPresent();
        }
    }

    @Test
    void aFailureIsReturnedAsItIs() throws Exception {
        Background<Seen> scp = scp((peer, request) ->
                peer.sendCommand(CONTEXT, response(request, 0xA700, false).putString(Tag.ERROR_COMMENT, "too busy")));
        FindResult result = network.find(SETTINGS, remote, QUERY, match -> true);
        assertThat(result.status()).isEqualTo(new Status(0xA700, "too busy"));
        assertThat(result.isComplete()).isFalse();
        scp.get();
    }

    @Test
    void aReceiverThatFailsAbortsTheAssociationAndItsExceptionPasses() throws Exception {
        Background<Seen> scp = scp((peer, request) -> pending(peer, request, KEYS));
        assertThatThrownBy(() -> network.find(SETTINGS, remote, QUERY, match -> {
                    throw new IllegalStateException("a bug that this test makes");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(scp.get().abort()).contains(AAbort.BY_USER);
    }

    @Test
    void aMoveTellsItsCountsAndWhatFailed() throws Exception {
        DataSet failures = new DataSet().putString(Tag.FAILED_SOP_INSTANCE_UID_LIST, "1.2.3", "1.2.4");
        Background<Seen> scp = scp((peer, request) -> {
            peer.sendCommand(CONTEXT, counted(response(request, 0xFF00, false), 3, 1, 0, 0));
            peer.sendCommand(CONTEXT, counted(response(request, 0xB000, true), 0, 2, 2, 1));
            peer.sendDataSet(CONTEXT, failures);
        });
        List<SubOperations> reports = new ArrayList<>();
        RetrieveResult result = network.move(SETTINGS, remote, STUDY, "ELSEWHERE", reports::add);
        assertThat(reports).containsExactly(new SubOperations(3, 1, 0, 0));
        assertThat(result)
                .isEqualTo(new RetrieveResult(
                        Status.of(0xB000), new SubOperations(0, 2, 2, 1), List.of("1.2.3", "1.2.4")));
        assertThat(result.isComplete()).isFalse();
        Seen seen = scp.get();
        assertThat(seen.request().text(Tag.MOVE_DESTINATION)).contains("ELSEWHERE");
        assertThat(seen.request().text(Tag.AFFECTED_SOP_CLASS_UID)).contains(SopClass.STUDY_ROOT_MOVE);
    }

    @Test
    void aSuccessWithFailedSubOperationsIsNotComplete() {
        assertThat(new RetrieveResult(Status.SUCCESS, new SubOperations(-1, 3, 0, 0), List.of()).isComplete())
                .isTrue();
        assertThat(new RetrieveResult(Status.SUCCESS, new SubOperations(-1, 3, 1, 0), List.of()).isComplete())
                .isFalse();
        assertThat(new RetrieveResult(Status.SUCCESS, SubOperations.UNKNOWN, List.of()).isComplete())
                .isTrue();
        assertThat(new RetrieveResult(Status.CANCEL, new SubOperations(2, 3, 0, 0), List.of()).isComplete())
                .isFalse();
    }

    @Test
    void aMoveThatTakesTooLongIsCancelled() throws Exception {
        Background<Seen> scp = scp((peer, request) -> {
            pause(100);
            peer.sendCommand(CONTEXT, counted(response(request, 0xFF00, false), 3, 1, 0, 0));
            assertThat(peer.receiveCommand().integer(Tag.COMMAND_FIELD)).hasValue(0x0FFF);
            peer.sendCommand(CONTEXT, counted(response(request, 0xFE00, false), 3, 1, 0, 0));
        });
        RetrieveResult result = network.move(
                SETTINGS, remote, STUDY.withLongest(Duration.ofMillis(50)), "ELSEWHERE", RetrieveObserver.NONE);
        assertThat(result.status().isCancel()).isTrue();
        assertThat(result.subOperations().remaining()).isEqualTo(3);
        scp.get();
    }

    @Test
    void aMoveWhoseObserverHasEnoughIsCancelledOnce() throws Exception {
        List<CommandSet> cancels = new CopyOnWriteArrayList<>();
        Background<Seen> scp = scp((peer, request) -> {
            respond(peer, request, 0xFF00);
            cancels.add(peer.receiveCommand());
            respond(peer, request, 0xFF00);
            respond(peer, request, 0xFE00);
        });
        List<SubOperations> reports = new ArrayList<>();
        RetrieveResult result = network.move(SETTINGS, remote, STUDY, "ELSEWHERE", report -> {
            reports.add(report);
            return false;
        });
        assertThat(result.status().isCancel()).isTrue();
        assertThat(reports).hasSize(1);
        assertThat(cancels).hasSize(1);
        scp.get();
    }

    @Test
    void anUnreadableListOfFailuresEndsTheMove() throws Exception {
        Background<Seen> scp = scp((peer, request) -> {
            peer.sendCommand(CONTEXT, response(request, 0xB000, true));
            peer.sendFragment(CONTEXT, false, true, new byte[] {1, 2, 3, 4});
        });
        assertThatThrownBy(() -> network.move(SETTINGS, remote, STUDY, "ELSEWHERE", RetrieveObserver.NONE))
                .isInstanceOf(AssociationAbortedException.class)
                .hasMessageContaining("list of failures that cannot be read");
        assertThat(scp.get().abort()).contains(AAbort.BY_USER);
    }

    @Test
    void aGetStoresWhatComesAndAnswersEach() throws Exception {
        List<DimseResponse> answers = new CopyOnWriteArrayList<>();
        Background<Seen> scp = scp((peer, request) -> {
            for (String uid : List.of("1.2.7", "../x", "1.2.8")) {
                peer.sendCommand(STORE_CONTEXT, new CStoreRq(5, SopClass.CR_IMAGE, uid, "").toCommandSet());
                peer.sendDataSet(STORE_CONTEXT, KEYS);
                answers.add(peer.receiveResponse());
            }
            peer.sendCommand(CONTEXT, counted(response(request, 0xB000, false), 0, 1, 2, 0));
        });
        List<StoreRequest> stored = new ArrayList<>();
        RetrieveResult result = network.get(
                SETTINGS,
                remote,
                STUDY,
                CR,
                (request, dataSet) -> {
                    stored.add(request);
                    if (request.sopInstanceUid().equals("1.2.8")) {
                        throw new IOException("disk full");
                    }
                    return Status.SUCCESS;
                },
                RetrieveObserver.NONE);
        scp.get();
        assertThat(answers).extracting(answer -> answer.status().code()).containsExactly(0x0000, 0x0117, 0xA700);
        assertThat(answers).allMatch(answer -> answer.messageIdBeingRespondedTo() == 5);
        assertThat(stored).hasSize(2);
        assertThat(stored.get(0).callingAeTitle()).isEqualTo("RAW");
        assertThat(stored.get(0).calledAeTitle()).isEqualTo("TESTER");
        assertThat(result.status().code()).isEqualTo(0xB000);
    }

    @Test
    void aStoreWithoutAMessageIdEndsTheGet() throws Exception {
        Background<Seen> scp = scp((peer, request) -> peer.sendCommand(
                STORE_CONTEXT,
                new CommandSet()
                        .putInteger(Tag.COMMAND_FIELD, CommandField.C_STORE_RQ)
                        .putInteger(Tag.COMMAND_DATA_SET_TYPE, CommandSet.NO_DATA_SET)));
        assertThatThrownBy(() -> network.get(
                        SETTINGS, remote, STUDY, CR, (request, dataSet) -> Status.SUCCESS, RetrieveObserver.NONE))
                .isInstanceOf(AssociationAbortedException.class)
                .hasMessageContaining("without a Message ID");
        assertThat(scp.get().abort()).contains(AAbort.BY_USER);
    }

    @Test
    void aPeerWithoutTheServiceIsNamed() throws Exception {
        try (TestNode node = TestNode.start()) {
            assertThatThrownBy(() -> network.find(SETTINGS, node.remote(), QUERY, match -> true))
                    .isInstanceOf(PresentationContextNotAcceptedException.class)
                    .hasMessageContaining(
                            "does not accept Study Root Query/Retrieve Information Model - FIND in any uncompressed");
            assertThatThrownBy(() -> network.move(SETTINGS, node.remote(), STUDY, "ELSEWHERE", RetrieveObserver.NONE))
                    .isInstanceOf(PresentationContextNotAcceptedException.class);
            Waiting.until(() -> node.endings().equals(List.of("It was released.", "It was released.")));
        }
    }

    @Test
    void aQueryThatAllowsNothingIsRefused() {
        assertThatThrownBy(() -> QUERY.withMaxMatches(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> QUERY.withMaxMatchBytes(4095)).isInstanceOf(IllegalArgumentException.class);
        assertThat(QUERY.withMaxMatches(1).withMaxMatchBytes(4096).maxMatches()).isEqualTo(1);
    }

    private Background<Seen> scp(Script script) {
        return Background.run(() -> {
            try (RawPeer peer = RawPeer.accept(server)) {
                accept(peer);
                CommandSet request = peer.receiveCommand();
                DataSet identifier = peer.receiveDataSet(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
                script.play(peer, request);
                Pdu last = peer.receive();
                if (last instanceof AReleaseRq) {
                    peer.send(new AReleaseRp());
                }
                return new Seen(
                        request, identifier, last instanceof AAbort abort ? Optional.of(abort) : Optional.empty());
            }
        });
    }

    /** Accepts all contexts, and this side as the SCP of what it wants to be. */
    private static void accept(RawPeer peer) throws IOException {
        AAssociateRq request = (AAssociateRq) peer.receive();
        peer.send(new AAssociateAc(
                1,
                request.calledAeTitle(),
                request.callingAeTitle(),
                request.applicationContextName(),
                request.presentationContexts().stream()
                        .map(context -> new PresentationContextAc(
                                context.id(), 0, context.transferSyntaxUids().get(0)))
                        .toList(),
                UserInformation.ofThisImplementation(
                        16384,
                        AsynchronousOperationsWindow.NOT_NEGOTIATED,
                        request.userInformation().roleSelections())));
    }

    private static CommandSet response(CommandSet request, int status, boolean dataSet) {
        return new DimseResponse(
                        CommandField.responseTo(
                                request.integer(Tag.COMMAND_FIELD).orElseThrow()),
                        request.integer(Tag.MESSAGE_ID).orElseThrow(),
                        request.text(Tag.AFFECTED_SOP_CLASS_UID).orElseThrow(),
                        "",
                        Status.of(status))
                .toCommandSet()
                .putInteger(Tag.COMMAND_DATA_SET_TYPE, dataSet ? CommandSet.DATA_SET_FOLLOWS : CommandSet.NO_DATA_SET);
    }

    private static CommandSet counted(CommandSet response, int remaining, int completed, int failed, int warning) {
        return response.putInteger(Tag.NUMBER_OF_REMAINING_SUB_OPERATIONS, remaining)
                .putInteger(Tag.NUMBER_OF_COMPLETED_SUB_OPERATIONS, completed)
                .putInteger(Tag.NUMBER_OF_FAILED_SUB_OPERATIONS, failed)
                .putInteger(Tag.NUMBER_OF_WARNING_SUB_OPERATIONS, warning);
    }

    private static void respond(RawPeer peer, CommandSet request, int status) throws IOException {
        peer.sendCommand(CONTEXT, response(request, status, false));
    }

    private static void pending(RawPeer peer, CommandSet request, DataSet match) throws IOException {
        peer.sendCommand(CONTEXT, response(request, 0xFF00, true));
        peer.sendDataSet(CONTEXT, match);
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
