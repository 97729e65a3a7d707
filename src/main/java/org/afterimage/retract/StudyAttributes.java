package org.afterimage.retract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.afterimage.node.NodeFolders;
import org.afterimage.provenance.DerivedInstanceEntity;
import org.afterimage.provenance.InstanceEntity;
import org.afterimage.provenance.StudyEntity;
import org.jboss.logging.Logger;

/** Where a note's patient and study attributes come from: an object of the study that is still here, else the index. */
record StudyAttributes(NodeFolders folders) {
    private static final Logger LOG = Logger.getLogger(StudyAttributes.class);
    private static final String UNICODE = "ISO_IR 192";

    /** An object of the study, or what the index knows of it where no file is left. */
    DataSet of(StudyEntity study, List<DerivedInstanceEntity> instances) {
        for (DerivedInstanceEntity instance : instances) {
            Path derived = folders.derived().resolve(instance.file());
            if (Files.exists(derived)) {
                try {
                    return Part10.readHeader(derived, Limits.defaults()).dataSet();
                } catch (IOException e) {
                    LOG.warnf("%s can't be read: %s", derived, e.getMessage());
                }
            }
        }
        return ofSources(study, instances);
    }

    private DataSet ofSources(StudyEntity study, List<DerivedInstanceEntity> instances) {
        for (DerivedInstanceEntity instance : instances) {
            for (InstanceEntity source : instance.sources()) {
                Path received = folders.spool().resolve(source.file());
                if (Files.exists(received)) {
                    try {
                        return Part10.readHeader(received, Limits.defaults()).dataSet();
                    } catch (IOException e) {
                        LOG.warnf("%s can't be read: %s", received, e.getMessage());
                    }
                }
            }
        }
        return indexed(study);
    }

    private static DataSet indexed(StudyEntity study) {
        DataSet known = new DataSet()
                .putString(Tag.SPECIFIC_CHARACTER_SET, UNICODE)
                .putString(Tag.STUDY_INSTANCE_UID, study.studyInstanceUid());
        put(known, Tag.PATIENT_NAME, study.patientName());
        put(known, Tag.PATIENT_ID, study.patientId());
        put(known, Tag.ACCESSION_NUMBER, study.accessionNumber());
        put(known, Tag.STUDY_DATE, study.studyDate());
        put(known, Tag.STUDY_DESCRIPTION, study.description());
        return known;
    }

    private static void put(DataSet target, int tag, String text) {
        if (text != null && !text.isEmpty()) {
            target.putString(tag, text);
        }
    }
}
