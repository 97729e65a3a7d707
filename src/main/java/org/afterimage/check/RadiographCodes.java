package org.afterimage.check;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;

/** What a radiograph says of its body part and view, in the defined terms, from codes where the terms are absent. */
final class RadiographCodes {

    /** PS3.16 CID 4010 DX View, in SNOMED CT and in the older SNOMED RT. */
    private static final Map<String, String> VIEWS = Map.of(
            "SCT:399348003", "AP",
            "SRT:R-10206", "AP",
            "SCT:272479007", "PA",
            "SRT:R-10214", "PA",
            "SCT:399173006", "LL",
            "SRT:R-10236", "LL",
            "SCT:399198007", "RL",
            "SRT:R-10232", "RL");

    /** PS3.16 CID 4009 and Annex L: codes whose Body Part Examined models ask for. */
    private static final Map<String, String> REGIONS = Map.of(
            "SCT:816094009", "CHEST",
            "SCT:51185008", "CHEST",
            "SRT:T-D3000", "CHEST",
            "SCT:39607008", "LUNG",
            "SRT:T-28000", "LUNG",
            "SCT:12738006", "BRAIN",
            "SRT:T-A0100", "BRAIN",
            "SCT:69536005", "HEAD",
            "SRT:T-D1100", "HEAD");

    private RadiographCodes() {}

    /** View Position (0018,5101), else View Code Sequence (0054,0220): a term, or the code's meaning when it is no known one. */
    static Optional<String> view(DataSet dataSet) {
        return term(dataSet, Tag.VIEW_POSITION).or(() -> code(dataSet, Tag.VIEW_CODE_SEQUENCE, VIEWS));
    }

    /** Body Part Examined (0018,0015), else Anatomic Region Sequence (0008,2218), likewise. */
    static Optional<String> bodyPart(DataSet dataSet) {
        return term(dataSet, Tag.BODY_PART_EXAMINED).or(() -> code(dataSet, Tag.ANATOMIC_REGION_SEQUENCE, REGIONS));
    }

    private static Optional<String> term(DataSet dataSet, int tag) {
        return dataSet.string(tag)
                .map(text -> text.trim().toUpperCase(Locale.ROOT))
                .filter(text -> !text.isEmpty());
    }

    private static Optional<String> code(DataSet dataSet, int sequence, Map<String, String> known) {
        return dataSet.item(sequence).flatMap(item -> {
            String key = item.string(Tag.CODING_SCHEME_DESIGNATOR).orElse("").trim() + ":"
                    + item.string(Tag.CODE_VALUE).orElse("").trim();
            return Optional.ofNullable(known.get(key)).or(() -> item.string(Tag.CODE_MEANING));
        });
    }
}
