package org.afterimage.conformance;

import org.afterimage.dicom.data.CharacterSet;

/** Which text is understood, and what is written. */
final class CharacterSetChapter implements Section {
    @Override
    public void write(Markdown out) {
        out.chapter("Character sets");
        out.paragraph(
                "Text that is stored, forwarded or copied into a derived object stays byte for byte, with its Specific Character"
                        + " Set (0008,0005). It is decoded for display and for routes only. These defined terms are understood, with and without"
                        + " code extensions (ISO 2022) where PS3.3 C.12.1.1.2 has them:");
        Markdown.Table table = out.table("Defined terms");
        table.row(String.join(", ", CharacterSet.definedTerms()));
        out.paragraph(
                "A derived object has the character set of its source. What the node adds is in the default repertoire (ISO_IR 6).");
    }
}
