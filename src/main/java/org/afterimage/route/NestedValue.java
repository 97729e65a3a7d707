package org.afterimage.route;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A place inside items of sequences.
 *
 * @param root keyword of the outermost sequence
 * @param steps item numbers from 0 and keywords, in turn
 */
record NestedValue(String root, List<Object> steps) {
    /** The place that an expression names; empty when it is no such expression, or when the item is worked out. */
    static Optional<NestedValue> of(CelExpr expression) {
        if (expression.exprKind().getKind() != CelExpr.ExprKind.Kind.SELECT) {
            return Optional.empty();
        }
        return walk(expression, List.of()).filter(found -> found.steps().size() > 1);
    }

    private static Optional<NestedValue> walk(CelExpr at, List<Object> after) {
        return switch (at.exprKind().getKind()) {
            case IDENT ->
                at.ident().name().startsWith("@")
                                || !Character.isUpperCase(at.ident().name().charAt(0))
                        ? Optional.empty()
                        : Optional.of(new NestedValue(at.ident().name(), after));
            case SELECT -> walk(at.select().operand(), before(at.select().field(), after));
            case CALL -> index(at).flatMap(number -> walk(at.call().args().get(0), before(number, after)));
            default -> Optional.empty();
        };
    }

    private static Optional<Integer> index(CelExpr at) {
        if (!at.call().function().equals("_[_]") || at.call().args().size() != 2) {
            return Optional.empty();
        }
        CelExpr number = at.call().args().get(1);
        boolean constant = number.exprKind().getKind() == CelExpr.ExprKind.Kind.CONSTANT
                && number.constant().getKind() == CelConstant.Kind.INT64_VALUE;
        return constant ? Optional.of((int) number.constant().int64Value()) : Optional.empty();
    }

    private static List<Object> before(Object step, List<Object> after) {
        return Stream.concat(Stream.of(step), after.stream()).toList();
    }

    /** As rules write it. */
    String path() {
        StringBuilder text = new StringBuilder(root);
        steps.forEach(step -> text.append(step instanceof Integer ? "[" + step + "]" : "." + step));
        return text.toString();
    }

    /** What is there. */
    Optional<Object> value(Facts facts) {
        Optional<Object> at = facts.value(root);
        for (Object step : steps) {
            at = at.flatMap(value -> next(value, step));
        }
        return at;
    }

    private static Optional<Object> next(Object value, Object step) {
        if (step instanceof Integer number && value instanceof List<?> list) {
            return number >= 0 && number < list.size() ? Optional.of(list.get(number)) : Optional.empty();
        }
        return value instanceof Map<?, ?> item ? Optional.ofNullable(item.get(step)) : Optional.empty();
    }
}
