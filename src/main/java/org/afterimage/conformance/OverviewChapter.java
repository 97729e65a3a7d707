package org.afterimage.conformance;

import java.util.TreeSet;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.model.ModelPackage;

/** What the node is, and the table of its network services that a reader looks for first. */
final class OverviewChapter implements Section {
    private final StatementSource source;
    private final NetworkServices services;

    OverviewChapter(StatementSource source, NetworkServices services) {
        this.source = source;
        this.services = services;
    }

    @Override
    public void write(Markdown out) {
        out.chapter("Overview");
        out.paragraph(
                "Afterimage receives images by C-STORE, runs a model on the series that its routes name, checks the"
                        + " result, and sends it back as a new series of the same study. The new series is marked as synthetic."
                        + " The node keeps what it received until it is removed; it is no archive and answers no queries.");
        out.section("Network services");
        Markdown.Table table = out.table("Service", "SOP class", "UID", "User (SCU)", "Provider (SCP)");
        services.rows()
                .forEach(row -> table.row(
                        row.service(),
                        SopClass.nameOf(row.uid()),
                        row.uid(),
                        row.scu() ? "Yes" : "No",
                        row.scp() ? "Yes" : "No"));
        out.section("Web services and media");
        out.paragraph("No DICOMweb service (PS3.18) and no media (PS3.10 application profile) is supported.");
        out.section("Models in use");
        Markdown.Table models = out.table("Model", "Task", "Accepts", "SHA-256 of the network");
        new TreeSet<>(source.routedModels().stream().map(OverviewChapter::row).toList())
                .forEach(row -> models.row((Object[]) row.split("\t", -1)));
        out.paragraph("Research use, not for diagnosis.");
    }

    private static String row(ModelPackage model) {
        var accepts = model.manifest().accepts();
        return model.displayName() + "\t" + model.manifest().task() + "\t"
                + String.join(", ", accepts.modality()) + "; "
                + String.join(
                        ", ", accepts.sopClass().stream().map(SopClass::nameOf).toList()) + "\t" + model.sha256();
    }
}
