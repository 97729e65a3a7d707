package org.afterimage.derive;

import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.model.ModelPackage;

/** Contributing Equipment Sequence (PS3.3 C.12.1.1.5): the scanner that acquired and the model that synthesised. */
final class Equipment {

    private static final String UNKNOWN = "UNKNOWN";
    private static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern("uuuuMMddHHmmssxx");

    private Equipment() {}

    /** First the scanner, second the model, then whatever the source lists itself. */
    static void put(
            DataSet target,
            DataSet source,
            ModelPackage model,
            DeriveSettings settings,
            OffsetDateTime made,
            String what) {
        List<DataSet> items = new ArrayList<>();
        items.add(scanner(target.newItem(), source));
        items.add(model(target.newItem(), model, settings, made, what));
        items.addAll(source.items(Tag.CONTRIBUTING_EQUIPMENT_SEQUENCE));
        target.putItems(Tag.CONTRIBUTING_EQUIPMENT_SEQUENCE, items.toArray(DataSet[]::new));
    }

    private static DataSet scanner(DataSet item, DataSet source) {
        purpose(item, EquipmentPurpose.ACQUISITION);
        item.copy(
                source,
                Tag.MANUFACTURER,
                Tag.INSTITUTION_NAME,
                Tag.INSTITUTION_ADDRESS,
                Tag.STATION_NAME,
                Tag.INSTITUTIONAL_DEPARTMENT_NAME,
                Tag.MANUFACTURER_MODEL_NAME,
                Tag.DEVICE_SERIAL_NUMBER,
                Tag.DEVICE_UID,
                Tag.SOFTWARE_VERSIONS);
        if (item.string(Tag.MANUFACTURER).isEmpty()) {
            item.putString(Tag.MANUFACTURER, UNKNOWN); // type 1 here, type 2 in the source
        }
        return item;
    }

    private static DataSet model(
            DataSet item, ModelPackage model, DeriveSettings settings, OffsetDateTime made, String what) {
        purpose(item, EquipmentPurpose.SYNTHESIZING);
        return item.putString(Tag.MANUFACTURER, settings.manufacturer())
                .putString(Tag.STATION_NAME, settings.stationName())
                .putString(Tag.MANUFACTURER_MODEL_NAME, model.manifest().id())
                .putString(Tag.SOFTWARE_VERSIONS, model.manifest().version())
                .putString(Tag.DEVICE_SERIAL_NUMBER, model.sha256())
                .putString(Tag.DEVICE_UID, DerivedUids.device(model.sha256()))
                .putString(Tag.CONTRIBUTION_DATETIME, DATE_TIME.format(made))
                .putString(Tag.CONTRIBUTION_DESCRIPTION, what);
    }

    private static void purpose(DataSet item, EquipmentPurpose purpose) {
        item.putItems(Tag.PURPOSE_OF_REFERENCE_CODE_SEQUENCE, purpose.concept().into(item.newItem()));
    }
}
