package org.afterimage.conformance;

import java.util.List;
import java.util.Optional;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.io.TransferSyntax;
import org.afterimage.dicom.net.SupportedService;
import org.afterimage.dicom.net.UpperLayerNetwork;
import org.afterimage.model.ModelCatalogue;
import org.afterimage.model.ModelPackage;
import org.afterimage.node.CallerPolicy;
import org.afterimage.node.NodeConfiguration;
import org.afterimage.node.NodeSettings;
import org.afterimage.receive.NodeServices;
import org.afterimage.route.RouteSettings.Route;
import org.afterimage.route.RouteTable;

/**
 * What the statement is made of.
 *
 * @param configuration of the node
 * @param routes what is done with received series
 * @param models the model packages that can be used
 * @param version of this program
 */
record StatementSource(NodeConfiguration configuration, RouteTable routes, ModelCatalogue models, String version) {

    /** This node's settings. */
    NodeSettings node() {
        return configuration.node();
    }

    /** The services that the node performs for others. */
    List<SupportedService> provided() {
        return NodeServices.supported();
    }

    /** The services that the node asks of others. */
    List<SupportedService> used() {
        return new UpperLayerNetwork().usedServices();
    }

    /** The SOP classes that the node's own policy accepts, verification included. */
    List<String> acceptedSopClasses() {
        CallerPolicy policy = new CallerPolicy(configuration);
        return SopClass.all().stream().filter(policy::acceptsSopClass).toList();
    }

    /** Those of them that are stored. */
    List<String> storedSopClasses() {
        return acceptedSopClasses().stream()
                .filter(SopClass.storage()::contains)
                .toList();
    }

    /** The transfer syntaxes that the node's own policy chooses when a peer proposes nothing else. */
    List<TransferSyntax> acceptedTransferSyntaxes(String sopClassUid) {
        CallerPolicy policy = new CallerPolicy(configuration);
        return TransferSyntax.all().stream()
                .filter(syntax ->
                        policy.choose(sopClassUid, List.of(syntax.uid())).isPresent())
                .toList();
    }

    /** The model package that a route uses, if it is here. */
    Optional<ModelPackage> model(Route route) {
        return models.named(route.model());
    }

    /** The model packages that routes use, each once. */
    List<ModelPackage> routedModels() {
        return routes.routes().stream()
                .map(this::model)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }
}
