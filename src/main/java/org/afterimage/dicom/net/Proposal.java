package org.afterimage.dicom.net;

import java.util.Collection;
import java.util.List;

/**
 * What a service proposes for its association (PS3.8 7.1.1, PS3.7 D.3.3).
 *
 * @param contexts presentation contexts, 1 to 128
 * @param roles role selections; none for the default roles
 * @param extendedNegotiations SOP class extended negotiations
 */
record Proposal(
        Collection<ProposedContext> contexts,
        List<RoleSelection> roles,
        List<SopClassExtendedNegotiation> extendedNegotiations) {

    Proposal {
        contexts = List.copyOf(contexts);
        roles = List.copyOf(roles);
        extendedNegotiations = List.copyOf(extendedNegotiations);
    }

    /** Returns a proposal of contexts alone. */
    static Proposal of(Collection<ProposedContext> contexts) {
        return new Proposal(contexts, List.of(), List.of());
    }
}
