package org.afterimage.derive;

import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.model.ModelPackage;

/** Contributing Equipment Sequence (PS3.3 C.12.1.1.5): the scanners that acquired and the model that synthesised. */
final class Equipment {

    private static final String UNKNOWN = "UNKNOWN";
    private static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern("uuuuMMddHHmmssxx");

    private Equipment() {}

    /**
     * First the scanner, or each of them where the sources come from several, then the model, then whatever the first source lists itself.
     *
     * @param sources the instances that the image was made from
     * @param made when
     * @param what the model did
     */
    static void put(
            DataSet target,
            List<DataSet> sources,
            ModelPackage model,
            DeriveSettings settings,
            OffsetDateTime made,
            String what) {
        Set<DataSet> items = new LinkedHashSet<>();
        for (DataSet source : sources) {
            DataSet item = target.newItem();
            if (!source.get(Tag.SPECIFIC_CHARACTER_SET).equals(target.get(Tag.SPECIFIC_CHARACTER_SET))) {
                item.copy(source, Tag.SPECIFIC_CHARACTER_SET); // its text stays readable (PS3.3 C.12.1.1.2)
            }
            items.add(scanner(item, source));
        }
        items.add(model(target.newItem(), model, settings, made, what));
        items.addAll(sources.get(0).items(Tag.CONTRIBUTING_EQUIPMENT_SEQUENCE));
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
