package org.afterimage.route;

import com.google.common.collect.ImmutableList;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.parser.CelMacroExprFactory;
import dev.cel.parser.Operator;
import java.util.Optional;
import java.util.regex.Pattern;

/** What rules may write besides the standard macros of the language. */
final class RuleMacros {
    /** The variable in which all that rules may ask of a series can be looked up by name; no rule can write it. */
    static final String SERIES = "@series";

    private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]|24:00");

    private RuleMacros() {}

    /** {@code has(EchoTime)}, {@code has(RequestAttributesSequence[0].RequestedProcedureID)}: whether it is there and has a value. */
    static Optional<CelExpr> has(CelMacroExprFactory factory, CelExpr target, ImmutableList<CelExpr> arguments) {
        CelExpr asked = arguments.get(0);
        return switch (asked.exprKind().getKind()) {
            case IDENT ->
                Optional.of(factory.newSelect(
                        factory.newIdentifier(SERIES), asked.ident().name(), true));
            case SELECT ->
                Optional.of(factory.newSelect(
                        asked.select().operand(), asked.select().field(), true));
            default -> Optional.of(factory.reportError("has() takes the keyword of an attribute, as in has(EchoTime)"));
        };
    }

    /** {@code timeBetween('22:00', '06:00')}: from the first to before the second, over midnight where the second is earlier. */
    static Optional<CelExpr> timeBetween(
            CelMacroExprFactory factory, CelExpr target, ImmutableList<CelExpr> arguments) {
        Optional<String> from = time(arguments.get(0));
        Optional<String> to = time(arguments.get(1));
        if (from.isEmpty() || to.isEmpty()) {
            return Optional.of(factory.reportError(
                    "timeBetween() takes two times of the day, as in timeBetween('22:00', '06:00')"));
        }
        CelExpr after = factory.newGlobalCall(
                Operator.GREATER_EQUALS.getFunction(),
                factory.newIdentifier(DerivedValue.LOCAL_TIME.word()),
                factory.newStringLiteral(from.get()));
        CelExpr before = factory.newGlobalCall(
                Operator.LESS.getFunction(),
                factory.newIdentifier(DerivedValue.LOCAL_TIME.word()),
                factory.newStringLiteral(to.get()));
        boolean overMidnight = from.get().compareTo(to.get()) > 0;
        Operator both = overMidnight ? Operator.LOGICAL_OR : Operator.LOGICAL_AND;
        return Optional.of(factory.newGlobalCall(both.getFunction(), after, before));
    }

    private static Optional<String> time(CelExpr argument) {
        return Optional.of(argument.constantOrDefault())
                .filter(constant -> argument.exprKind().getKind() == CelExpr.ExprKind.Kind.CONSTANT)
                .filter(constant -> constant.getKind() == CelConstant.Kind.STRING_VALUE)
                .map(constant -> constant.stringValue())
                .filter(text -> TIME.matcher(text).matches());
    }
}
