package org.afterimage.conformance;

import java.util.stream.Collectors;
import org.afterimage.dicom.net.Transport;
import org.afterimage.node.NodeSettings;
import org.afterimage.node.RemoteSettings.Remote;

/** What an administrator sets, and what is set now. */
final class ConfigurationChapter implements Section {
    private final StatementSource source;

    ConfigurationChapter(StatementSource source) {
        this.source = source;
    }

    @Override
    public void write(Markdown out) {
        NodeSettings.Dicom dicom = source.node().dicom();
        out.chapter("Configuration");
        out.section("AE titles and presentation addresses");
        Markdown.Table own = out.table("This node's AE title", "Listens on");
        String addresses = source.configuration().listenerPorts().stream()
                .map(port -> dicom.bind() + ":" + port.port() + (port.transport() == Transport.PLAIN ? "" : " (TLS)"))
                .collect(Collectors.joining(", "));
        source.node().aeTitles().forEach(title -> own.row(title, addresses));
        Markdown.Table remotes = out.table("Remote AE title", "Address", "What it is");
        for (Remote remote : source.configuration().remotes().remotes()) {
            remotes.row(remote.aeTitle(), address(remote), remote.description());
        }
        out.section("Parameters of node.yaml");
        Markdown.Table table = out.table("Field", "Value", "Default", "Meaning");
        for (SettingsTable.Row row : SettingsTable.of(source.node())) {
            table.row(
                    "`" + row.name() + "`",
                    row.value(),
                    row.fallback().isEmpty() ? "none" : row.fallback(),
                    row.meaning());
        }
        out.paragraph(
                "`remotes.yaml` lists the remotes, `routes.yaml` the routes. All three are read at the start of the node.");
    }

    private static String address(Remote remote) {
        String stow = remote.web().map(web -> "STOW-RS to " + web.url()).orElse("");
        String dicom = remote.hasDicomPort() ? remote.host() + ":" + remote.port() : "";
        return stow.isEmpty() || dicom.isEmpty() ? stow + dicom : dicom + ", " + stow;
    }
}
