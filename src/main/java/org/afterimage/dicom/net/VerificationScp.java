package org.afterimage.dicom.net;

/** Answers C-ECHO (PS3.4 Annex A, PS3.7 9.1.5). */
final class VerificationScp implements DimseService {

    @Override
    public Status perform(Association association, Message message) {
        return Status.SUCCESS;
    }
}
