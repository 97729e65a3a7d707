package org.afterimage.dicom.net;

import java.util.List;
import org.afterimage.dicom.data.SopClass;

/** Answers C-ECHO (PS3.4 Annex A, PS3.7 9.1.5). */
final class VerificationScp implements DimseService {

    static final SupportedService DESCRIPTION = new SupportedService(
            "Verification",
            SupportedService.Role.SCP,
            List.of(SopClass.VERIFICATION),
            List.of("C-ECHO"),
            "PS3.4 Annex A");

    @Override
    public Status perform(Association association, Message message) {
        return Status.SUCCESS;
    }
}
