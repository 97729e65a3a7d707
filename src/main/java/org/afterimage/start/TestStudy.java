package org.afterimage.start;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Element;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.VR;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;

/**
 * A simulated study made into one that was never sent before: with new UIDs, of now, and of a patient whom everybody recognises as none. What
 * is derived from it has the same patient and study.
 */
final class TestStudy {
    /** Of the patient who is none. */
    static final String PATIENT_NAME = "AFTERIMAGE^TEST";

    /** Of the patient who is none. */
    static final String PATIENT_ID = "AFTERIMAGE-TEST";

    /** What lists show of the study. */
    static final String DESCRIPTION = "TEST, simulated, not a patient";

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyyMMdd");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmmss");
    private static final int[] DATES = {
        Tag.STUDY_DATE, Tag.SERIES_DATE, Tag.ACQUISITION_DATE, Tag.CONTENT_DATE, Tag.INSTANCE_CREATION_DATE
    };
    private static final int[] TIMES = {
        Tag.STUDY_TIME, Tag.SERIES_TIME, Tag.ACQUISITION_TIME, Tag.CONTENT_TIME, Tag.INSTANCE_CREATION_TIME
    };

    private final LocalDateTime now;
    private final Supplier<String> newUid;
    private final Map<String, String> uids = new HashMap<>();

    TestStudy(LocalDateTime now) {
        this(now, TestStudy::randomUid);
    }

    TestStudy(LocalDateTime now, Supplier<String> newUid) {
        this.now = now;
        this.newUid = newUid;
    }

    /**
     * What was written.
     *
     * @param studyInstanceUid new
     * @param files in the order of their sources
     */
    record Written(String studyInstanceUid, List<Path> files) {}

    /**
     * Writes it.
     *
     * @param sources files of one simulated study
     * @param folder where to; empty
     */
    Written write(List<Path> sources, Path folder) throws IOException {
        List<DicomObject> objects = new ArrayList<>();
        for (Path source : sources) {
            DicomObject object = Part10.read(source, Limits.defaults());
            objects.add(object);
            for (int tag : new int[] {
                Tag.STUDY_INSTANCE_UID, Tag.SERIES_INSTANCE_UID, Tag.SOP_INSTANCE_UID, Tag.FRAME_OF_REFERENCE_UID
            }) {
                object.dataSet().string(tag).ifPresent(uid -> uids.computeIfAbsent(uid, known -> newUid.get()));
            }
        }
        String study = "";
        List<Path> files = new ArrayList<>();
        for (DicomObject object : objects) {
            DataSet dataSet = object.dataSet();
            renew(dataSet);
            mark(dataSet);
            study = dataSet.string(Tag.STUDY_INSTANCE_UID).orElseThrow();
            Path file = folder.resolve(files.size() + 1 + ".dcm");
            Part10.write(file, dataSet, object.transferSyntax());
            files.add(file);
        }
        return new Written(study, files);
    }

    /** Each reference within the study stays one. */
    private void renew(DataSet dataSet) {
        List<Element> elements = new ArrayList<>();
        dataSet.forEach(elements::add);
        for (Element element : elements) {
            if (element instanceof Element.Sequence sequence) {
                sequence.items().forEach(this::renew);
            } else if (element.vr() == VR.UI) {
                dataSet.string(element.tag()).map(uids::get).ifPresent(uid -> dataSet.putString(element.tag(), uid));
            }
        }
    }

    private void mark(DataSet dataSet) {
        String date = DATE.format(now);
        String time = TIME.format(now);
        for (int tag : DATES) {
            if (dataSet.get(tag).isPresent()) {
                dataSet.putString(tag, date);
            }
        }
        for (int tag : TIMES) {
            if (dataSet.get(tag).isPresent()) {
                dataSet.putString(tag, time);
            }
        }
        dataSet.putString(Tag.PATIENT_NAME, PATIENT_NAME);
        dataSet.putString(Tag.PATIENT_ID, PATIENT_ID);
        dataSet.putString(Tag.ACCESSION_NUMBER, "TEST" + date.substring(2) + time);
        dataSet.putString(Tag.STUDY_ID, "TEST");
        dataSet.putString(Tag.STUDY_DESCRIPTION, DESCRIPTION);
        dataSet.remove(Tag.OTHER_PATIENT_IDS);
        dataSet.remove(Tag.OTHER_PATIENT_IDS_SEQUENCE);
        dataSet.remove(Tag.ISSUER_OF_PATIENT_ID);
    }

    /** A UID from a random UUID (PS3.5 B.2). */
    private static String randomUid() {
        UUID uuid = UUID.randomUUID();
        byte[] bytes = ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
        return "2.25." + new BigInteger(1, bytes);
    }
}
