package org.afterimage.infer;

import java.util.Optional;
import java.util.Set;

/**
 * Which engines an administrator allows.
 *
 * @param only the one that alone may be used; empty for any
 * @param forbidden those that may not
 */
public record EnginePolicy(Optional<EngineKind> only, Set<EngineKind> forbidden) {

    /** Whatever works. */
    public static final EnginePolicy ANY = new EnginePolicy(Optional.empty(), Set.of());

    public EnginePolicy {
        forbidden = Set.copyOf(forbidden);
    }

    /** Why an engine may not be used, without a full stop; empty when it may. */
    public Optional<String> refuses(EngineKind kind) {
        if (forbidden.contains(kind)) {
            return Optional.of("inference.forbid of node.yaml names it");
        }
        return only.filter(one -> one != kind).map(one -> "inference.engine of node.yaml allows " + one + " alone");
    }
}
