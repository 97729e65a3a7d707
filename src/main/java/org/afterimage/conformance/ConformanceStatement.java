package org.afterimage.conformance;

import java.util.List;
import org.afterimage.model.ModelCatalogue;
import org.afterimage.node.NodeConfiguration;
import org.afterimage.route.RouteTable;

/** The DICOM conformance statement of one configuration, in the chapters of PS3.2 Annex N. */
public final class ConformanceStatement {
    private final StatementSource source;

    /**
     * Makes the statement.
     *
     * @param configuration of the node
     * @param routes what is done with received series
     * @param models the model packages that can be used
     * @param version of this program
     */
    public ConformanceStatement(
            NodeConfiguration configuration, RouteTable routes, ModelCatalogue models, String version) {
        this.source = new StatementSource(configuration, routes, models, version);
    }

    /** The statement as Markdown. The same configuration gives the same text, whatever the day. */
    public String markdown() {
        NetworkServices services = new NetworkServices(source);
        Markdown out = new Markdown();
        out.title("DICOM conformance statement: Afterimage " + source.version());
        List<Section> chapters = List.of(
                new OverviewChapter(source, services),
                ConformanceStatement::contents,
                ConformanceStatement::introduction,
                new ModelChapter(source),
                new ServiceChapter(source),
                new ConfigurationChapter(source),
                new NetworkChapter(source),
                new CharacterSetChapter(),
                new SecurityChapter(source),
                new DerivedObjectChapter(source));
        chapters.forEach(chapter -> chapter.write(out));
        return out.toString();
    }

    private static void contents(Markdown out) {
        out.chapter("Contents").contents();
    }

    private static void introduction(Markdown out) {
        out.chapter("Introduction");
        out.paragraph(
                "For those who connect this node to a PACS, a modality or a router. It is written by the node itself from its"
                        + " configuration, its models and the lists that its code works with: `./afterimage conformance` prints the statement"
                        + " of the configuration that is in force. It follows the template of PS3.2 and needs the knowledge of"
                        + " the DICOM standard that PS3.2 assumes. Two statements that fit do not prove that two systems work together; try"
                        + " with `./afterimage echo` and a test study.");
        Markdown.Table words = out.table("Word", "Meaning");
        words.row("source series", "a received series that a route gives to a model");
        words.row("derived series", "the series that the node makes from it");
        words.row("remote", "an application entity that `remotes.yaml` lists");
        words.row("SCU, SCP", "user and provider of a DICOM service");
    }
}
