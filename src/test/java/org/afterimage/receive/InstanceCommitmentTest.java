package org.afterimage.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.net.FailureReason;
import org.afterimage.dicom.net.RemoteAe;
import org.afterimage.dicom.net.SopReference;
import org.afterimage.dicom.net.StorageCommitmentFailure;
import org.afterimage.dicom.net.StorageCommitmentRequest;
import org.afterimage.dicom.net.StorageCommitmentResult;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstanceCommitmentTest {
    private static final SopReference WHOLE = new SopReference(SopClass.CR_IMAGE, "1.2.1");
    private static final SopReference WITHOUT_FILE = new SopReference(SopClass.CR_IMAGE, "1.2.2");
    private static final SopReference CUT_SHORT = new SopReference(SopClass.CR_IMAGE, "1.2.3");
    private static final SopReference OF_ANOTHER_CLASS = new SopReference(SopClass.CT_IMAGE, "1.2.1");
    private static final SopReference UNKNOWN = new SopReference(SopClass.CR_IMAGE, "1.2.4");
    private static final SopReference NEVER_STORED = new SopReference("1.2.840.10008.5.1.4.1.1.104.1", "1.2.5");

    private static final Map<String, IndexedInstances.Row> ROWS = Map.of(
            "1.2.1", new IndexedInstances.Row(SopClass.CR_IMAGE, "instances/a.dcm", 4),
            "1.2.2", new IndexedInstances.Row(SopClass.CR_IMAGE, "instances/b.dcm", 4),
            "1.2.3", new IndexedInstances.Row(SopClass.CR_IMAGE, "instances/c.dcm", 4));

    @TempDir
    private Path spool;

    @BeforeEach
    void writeFiles() throws IOException {
        Files.createDirectories(spool.resolve("instances"));
        Files.write(spool.resolve("instances/a.dcm"), new byte[4]);
        Files.write(spool.resolve("instances/c.dcm"), new byte[3]);
    }

    @Test
    void onlyWhatIsIndexedAndWhollyOnDiskIsSafe() throws Exception {
        StorageCommitmentRequest request = StorageCommitmentRequest.of(
                List.of(WHOLE, WITHOUT_FILE, CUT_SHORT, OF_ANOTHER_CLASS, UNKNOWN, NEVER_STORED));
        StorageCommitmentResult result = commitment().check(request);
        assertThat(result.transactionUid()).isEqualTo(request.transactionUid());
        assertThat(result.committed()).containsExactly(WHOLE);
        assertThat(result.failed())
                .containsExactly(
                        new StorageCommitmentFailure(WITHOUT_FILE, FailureReason.PROCESSING_FAILURE),
                        new StorageCommitmentFailure(CUT_SHORT, FailureReason.PROCESSING_FAILURE),
                        new StorageCommitmentFailure(OF_ANOTHER_CLASS, FailureReason.CLASS_INSTANCE_CONFLICT),
                        new StorageCommitmentFailure(UNKNOWN, FailureReason.NO_SUCH_OBJECT_INSTANCE),
                        new StorageCommitmentFailure(NEVER_STORED, FailureReason.REFERENCED_SOP_CLASS_NOT_SUPPORTED));
    }

    @Test
    void aDatabaseThatDoesNotAnswerCommitsNothing() {
        InstanceCommitment commitment = new InstanceCommitment(
                aeTitle -> Optional.empty(),
                SopClass.storage()::contains,
                uids -> {
                    throw new IOException("The database does not answer.");
                },
                spool);
        assertThatThrownBy(() -> commitment.check(StorageCommitmentRequest.of(List.of(WHOLE))))
                .isInstanceOf(IOException.class);
    }

    @Test
    void onlyConfiguredRemotesMayAsk() {
        assertThat(commitment().requestor("PACS")).contains(new RemoteAe("PACS", "127.0.0.1", 4242));
        assertThat(commitment().requestor("STRANGER")).isEmpty();
    }

    private InstanceCommitment commitment() {
        return new InstanceCommitment(
                aeTitle -> Optional.of(new RemoteAe("PACS", "127.0.0.1", 4242))
                        .filter(remote -> remote.aeTitle().equals(aeTitle)),
                SopClass.CR_IMAGE::equals,
                uids -> ROWS.entrySet().stream()
                        .filter(row -> uids.contains(row.getKey()))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)),
                spool);
    }
}
