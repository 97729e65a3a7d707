package org.afterimage.dicom.net;

import java.util.List;

/**
 * The P-DATA-TF PDU, which carries message fragments (PS3.8 9.3.5).
 *
 * @param presentationDataValues at least one
 */
record PDataTf(List<PresentationDataValue> presentationDataValues) implements Pdu {

    PDataTf {
        presentationDataValues = List.copyOf(presentationDataValues);
    }

    @Override
    public PduType type() {
        return PduType.P_DATA_TF;
    }
}
