package org.afterimage.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.io.TransferSyntax;
import org.afterimage.testing.Peers;
import org.afterimage.testing.ProcessPeer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What dcmtk negotiates besides presentation contexts. */
@Tag("interoperation")
class DcmtkNegotiationTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final TransferSyntax EXPLICIT = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;

    @TempDir
    private Path folder;

    /** Knows one user, and remembers all. */
    private static final class Users extends TestNode.Policy {

        private final List<UserIdentity> seen = new CopyOnWriteArrayList<>();

        Users() {
            super(TestNode.AE_TITLE);
        }

        @Override
        public IdentityVerdict identify(String callingAeTitle, PeerIdentity peer, UserIdentity identity) {
            seen.add(identity);
            return identity.username().equals("radiologist") ? IdentityVerdict.recognized() : IdentityVerdict.refused();
        }
    }

    @Test
    void aUserWhomStorescuNamesIsConfirmedToIt() throws Exception {
        Users users = new Users();
        try (TestNode node = TestNode.with(new UpperLayerNetwork(), users, services -> services)) {
            ProcessPeer.Result result = storescu(node, "-usr", "radiologist", "-pwd", "x-ray", "-rsp");
            assertThat(result.exitStatus()).as(result.output()).isZero();
            assertThat(users.seen).containsExactly(UserIdentity.ofUsername("radiologist", "x-ray", true));
            assertThat(node.received()).hasSize(1);
        }
    }

    @Test
    void aUserWhomThePolicyRefusesIsRejected() throws Exception {
        try (TestNode node = TestNode.with(new UpperLayerNetwork(), new Users(), services -> services)) {
            ProcessPeer.Result result = storescu(node, "-usr", "somebody");
            assertThat(result.exitStatus()).as(result.output()).isNotZero();
            assertThat(result.output()).contains("No Reason");
            assertThat(node.received()).isEmpty();
        }
    }

    @Test
    void anArchiveThatSaysNothingOfAWindowGetsOneInstanceAtATime() throws Exception {
        List<TestInstance> instances = IntStream.rangeClosed(1, 5)
                .mapToObj(number -> TestInstance.of(number, 64, 64, EXPLICIT))
                .toList();
        AssociationSettings hasty =
                AssociationSettings.of("TESTER", TestNode.PATIENT).withOperationsWindow(8);
        List<Status> answers = new CopyOnWriteArrayList<>();
        try (Dcmqrscp archive = new Dcmqrscp(folder, 1);
                StoreSession session = new UpperLayerNetwork()
                        .openStore(
                                hasty,
                                archive.remote(),
                                List.of(new ProposedContext(SopClass.CR_IMAGE, List.of(EXPLICIT))))) {
            assertThat(session.operationsWindow()).isEqualTo(1);
            for (TestInstance instance : instances) {
                session.submit(
                        TestInstance.SOP_CLASS, instance.sopInstanceUid(), EXPLICIT, instance.stream(), answers::add);
            }
            session.awaitAnswers();
        }
        assertThat(answers).hasSize(5).containsOnly(Status.SUCCESS);
    }

    private ProcessPeer.Result storescu(TestNode node, String... user) throws Exception {
        Peers.require("storescu");
        Path file = TestInstance.of(8, 64, 64, EXPLICIT).writeTo(folder);
        Object[] arguments = Stream.concat(
                        Stream.of("-v", "-aec", TestNode.AE_TITLE),
                        Stream.concat(
                                Stream.of(user),
                                Stream.of("127.0.0.1", "" + node.listener().port(), file.toString())))
                .toArray();
        return ProcessPeer.run(folder, PATIENCE, "storescu", arguments);
    }
}
