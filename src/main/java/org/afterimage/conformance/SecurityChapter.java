package org.afterimage.conformance;

import org.afterimage.node.NodeSettings;

/** Who may connect, and how the transport is protected. */
final class SecurityChapter implements Section {
    private final StatementSource source;

    SecurityChapter(StatementSource source) {
        this.source = source;
    }

    @Override
    public void write(Markdown out) {
        boolean anyone = source.node().dicom().callers() == NodeSettings.Callers.ANY;
        out.chapter("Security");
        out.section("Association level");
        out.paragraph("The called AE title must be one of the node's. "
                + (anyone
                        ? "Any calling AE title is accepted now, which the node allows on a loopback address alone."
                        : "The calling AE title must be a remote, and call from that remote's host."));
        out.paragraph("User identity (PS3.7 D.3.3.7) is not asked for; one that a peer sends is ignored and not kept.");
        out.section("Transport level");
        out.paragraph("No secure transport connection profile is supported.");
        out.section("Application level");
        out.paragraph(
                "Digital signatures of a source are kept in the stored instance, bit for bit, and not copied into derived objects.");
    }
}
