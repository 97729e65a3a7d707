package org.afterimage.route;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What an expression looks at.
 *
 * @param used names that need a value: keywords and derived values
 * @param tested names whose presence alone is asked for
 * @param fields keywords of attributes inside items
 * @param nested where it looks inside items, such as {@code RequestAttributesSequence[0].RequestedProcedureID}
 */
record RuleNames(Set<String> used, Set<String> tested, Set<String> fields, List<NestedValue> nested) {

    static RuleNames of(CelAbstractSyntaxTree parsed) {
        List<CelExpr> all = CelNavigableAst.fromAst(parsed)
                .getRoot()
                .allNodes()
                .map(node -> node.expr())
                .toList();
        Set<String> own = new LinkedHashSet<>();
        all.stream()
                .filter(one -> one.exprKind().getKind() == CelExpr.ExprKind.Kind.COMPREHENSION)
                .map(CelExpr::comprehension)
                .forEach(loop -> own.addAll(List.of(loop.iterVar(), loop.iterVar2(), loop.accuVar())));
        own.add(RuleMacros.SERIES);
        Set<String> used = new TreeSet<>();
        Set<String> tested = new TreeSet<>();
        Set<String> fields = new TreeSet<>();
        for (CelExpr one : all) {
            if (one.exprKind().getKind() == CelExpr.ExprKind.Kind.IDENT
                    && !own.contains(one.ident().name())) {
                used.add(one.ident().name());
            } else if (one.exprKind().getKind() == CelExpr.ExprKind.Kind.SELECT) {
                (asksSeries(one) ? tested : fields).add(one.select().field());
            }
        }
        List<NestedValue> nested = all.stream()
                .flatMap(one -> NestedValue.of(one).stream())
                .collect(Collectors.toMap(NestedValue::path, one -> one, (a, b) -> a, LinkedHashMap::new))
                .values()
                .stream()
                .toList();
        Set<String> unknown = tested.stream()
                .filter(name -> DerivedValue.of(name).isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
        fields.addAll(unknown);
        return new RuleNames(used, tested, fields, nested);
    }

    /** Every name that it asks of the series, in alphabetical order. */
    Set<String> inOrder() {
        Set<String> all = new TreeSet<>(used);
        all.addAll(tested);
        return all;
    }

    private static boolean asksSeries(CelExpr select) {
        CelExpr operand = select.select().operand();
        return operand.exprKind().getKind() == CelExpr.ExprKind.Kind.IDENT
                && operand.ident().name().equals(RuleMacros.SERIES);
    }
}
