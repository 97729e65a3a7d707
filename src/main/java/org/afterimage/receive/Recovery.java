package org.afterimage.receive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.io.DicomFormatException;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.net.StoreRequest;
import org.afterimage.receive.journal.JournalFolder;
import org.afterimage.receive.journal.JournalFolders;
import org.afterimage.receive.journal.Recovered;
import org.jboss.logging.Logger;

/**
 * Files what processes that have ended acknowledged and did not come to file: this node's own before its last start, or another's on the same
 * spool. What they had not acknowledged is deleted.
 */
final class Recovery {
    private static final Logger LOG = Logger.getLogger(Recovery.class);
    private static final int GROUP = 64;

    private final Spool spool;
    private final InstanceIndex index;
    private final Filing filing;
    private final JournalFolders.Living living;

    /**
     * Prepares it.
     *
     * @param living says which processes live, whatever their locks say
     */
    Recovery(Spool spool, InstanceIndex index, JournalFolders.Living living) {
        this.spool = spool;
        this.index = index;
        this.living = living;
        this.filing = new Filing(spool, index);
    }

    /**
     * Looks for such processes once.
     *
     * @return how many instances were found in journals, most of them filed before
     * @throws IOException if the disk fails, and SQLException if the database does; all that is not filed stays where it is
     */
    int run() throws IOException, SQLException {
        int found = 0;
        for (JournalFolder folder : spool.journals().abandoned(living)) {
            try (folder) {
                int here = file(folder);
                folder.delete();
                if (here > 0) {
                    LOG.infof("a node that ended left a journal: its %d instances are in the index", here);
                }
                found += here;
            }
        }
        for (String ended : living.ended()) {
            if (!spool.journals().exists(ended)) {
                living.recovered(ended);
            }
        }
        return found;
    }

    private int file(JournalFolder folder) throws IOException, SQLException {
        List<Recovered> records = Recovered.in(folder.path());
        List<Acknowledged> group = new ArrayList<>();
        for (Recovered record : records) {
            acknowledged(folder.path(), record).ifPresent(group::add);
            if (group.size() == GROUP) {
                file(group);
                deleteStrays(group);
                group.clear();
            }
        }
        if (!group.isEmpty()) {
            file(group);
            deleteStrays(group);
        }
        return records.size();
    }

    /** Files that the node made before it ended and did not come to index, while another was sent the same instances and did. */
    private void deleteStrays(List<Acknowledged> filed) throws IOException, SQLException {
        List<ReceivedInstance> instances =
                filed.stream().map(Acknowledged::instance).toList();
        for (String stray : index.withoutRow(instances)) {
            Files.deleteIfExists(spool.resolve(stray));
        }
    }

    /** What the database refuses for good must not hold up the others. */
    private void file(List<Acknowledged> group) throws IOException, SQLException {
        try {
            filing.file(group);
        } catch (SQLException e) {
            if (!IndexTransaction.concernsOneInstance(e) || IndexTransaction.isConflict(e) && group.size() == 1) {
                throw e;
            }
            if (group.size() == 1) {
                filing.setAside(group.get(0), e);
                return;
            }
            for (Acknowledged one : group) {
                file(List.of(one));
            }
        }
    }

    private Optional<Acknowledged> acknowledged(Path folder, Recovered record) throws IOException {
        ArrivalNote note = ArrivalNote.decoded(record.note());
        Path arrived = folder.resolve(note.id() + ".dcm");
        Path target = spool.resolve(note.name());
        if (!note.inFile()) {
            // Its header is read from a file, which is what readers of headers read.
            Files.write(arrived, record.body().array());
        } else if (!Files.exists(arrived) && !Files.exists(target)) {
            LOG.debugf("instance %s was known already when the node ended", note.id());
            return Optional.empty();
        }
        Path file = Files.exists(arrived) ? arrived : target;
        try {
            return Optional.of(new Acknowledged(instance(note, file), unfiled(arrived, note, record)));
        } catch (DicomFormatException e) {
            return setAside(file, note, e);
        }
    }

    /** It could be read when it was acknowledged: the disk has spoilt it. That must not hold up the others. */
    private Optional<Acknowledged> setAside(Path file, ArrivalNote note, DicomFormatException reason)
            throws IOException {
        Path aside = spool.aside(note.name());
        Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE);
        spool.syncFolder(aside.getParent());
        LOG.errorf(
                reason,
                "association %d: what was stored can't be read again; it is kept as %s",
                note.associationId(),
                aside);
        return Optional.empty();
    }

    private static Unfiled unfiled(Path arrived, ArrivalNote note, Recovered record) {
        return note.inFile() ? new Unfiled.InFile(arrived, () -> {}) : new Unfiled.InJournal(record);
    }

    private static ReceivedInstance instance(ArrivalNote note, Path file) throws IOException {
        DicomObject object = Part10.readHeader(file, Limits.defaults());
        DataSet header = object.dataSet();
        StoreRequest request = new StoreRequest(
                note.associationId(),
                note.callingAeTitle(),
                note.calledAeTitle(),
                note.peer(),
                object.sopClassUid(),
                object.sopInstanceUid(),
                object.transferSyntax(),
                1,
                "");
        try (var dataSet = Part10.openDataSet(file)) {
            long size = Files.size(file);
            int offset = Math.toIntExact(size - dataSet.length());
            return new ReceivedInstance(
                    request, IndexedHeader.of(header), note.name(), size, offset, note.receivedAt(), note.millis());
        }
    }
}
