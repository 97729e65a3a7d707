package org.afterimage.derive;

import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;

/**
 * A coded concept (PS3.3 8.8). Concepts of the standard are constants of enums, one enum a context group, so that a code cannot be used
 * where it has no meaning.
 *
 * @param value Code Value (0008,0100)
 * @param scheme Coding Scheme Designator (0008,0102)
 * @param meaning Code Meaning (0008,0104), as the standard words it
 */
public record CodedConcept(String value, String scheme, String meaning) {

    /** Writes the concept into an item of a code sequence. */
    DataSet into(DataSet item) {
        return item.putString(Tag.CODE_VALUE, value)
                .putString(Tag.CODING_SCHEME_DESIGNATOR, scheme)
                .putString(Tag.CODE_MEANING, meaning);
    }
}
