package org.afterimage.route;

import dev.cel.runtime.CelEvaluationException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A clause of {@code when:}. What an expression needs and is not there makes it undecided, and the series is not taken: a rule that a value
 * be absent or another one says so with {@code has()}.
 */
final class WhenClause implements Clause {
    private static final int LONGEST_VALUE = 120; // characters

    private final String text;
    private final RuleLanguage.Checked checked;

    private WhenClause(String text, RuleLanguage.Checked checked) {
        this.text = text;
        this.checked = checked;
    }

    /**
     * The clauses of an expression, each to be judged by itself.
     *
     * @throws ExpressionException with a sentence if it is not one that gives true or false
     */
    static List<Clause> of(String expression) throws ExpressionException {
        RuleLanguage.Checked whole = RuleLanguage.check(expression);
        List<String> parts = RuleLanguage.conjuncts(expression);
        if (parts.size() == 1) {
            return List.of(new WhenClause(oneLine(expression), whole));
        }
        List<Clause> clauses = new ArrayList<>();
        for (String part : parts) {
            clauses.add(new WhenClause(oneLine(part), RuleLanguage.check(part)));
        }
        return clauses;
    }

    @Override
    public ClauseTrace judge(Facts facts) {
        facts.takeMissed();
        try {
            if (!(checked.program().eval(facts::resolve) instanceof Boolean holds)) {
                return undecided(facts, "a value is missing");
            }
            Map<String, String> values = values(facts);
            return holds
                    ? new ClauseTrace(text, ClauseTrace.Result.HELD, said(values), values)
                    : new ClauseTrace(text, ClauseTrace.Result.FAILED, against(values), values);
        } catch (CelEvaluationException e) {
            return undecided(facts, e.getMessage().replaceAll("\\s*\\R\\s*", " "));
        }
    }

    private ClauseTrace undecided(Facts facts, String reason) {
        Set<String> missed = facts.takeMissed();
        Map<String, String> values = values(facts);
        checked.names().nested().stream()
                .filter(place -> missed.isEmpty() && place.value(facts).isEmpty())
                .forEach(place -> missed.add(place.path()));
        String sentence = missed.isEmpty()
                ? "'" + text + "' can't be told: " + reason
                : missed.stream()
                                .map(name -> title(name) + " is " + absent(name))
                                .collect(Collectors.joining(", ")) + ", and the rule asks for " + text;
        return new ClauseTrace(text, ClauseTrace.Result.UNDECIDED, sentence, values);
    }

    private String against(Map<String, String> values) {
        return (values.isEmpty() ? "" : said(values) + ", but ") + "the rule asks for " + text;
    }

    private static String said(Map<String, String> values) {
        return values.entrySet().stream()
                .map(value -> title(value.getKey())
                        + (value.getValue().matches("[0-9]+ items?") ? " has " : " is ")
                        + value.getValue())
                .collect(Collectors.joining(", "));
    }

    /** Sequences whose items are looked into are told by what stands in the items. */
    private Map<String, String> values(Facts facts) {
        Map<String, String> values = new LinkedHashMap<>();
        RuleNames names = checked.names();
        for (String name : names.inOrder()) {
            boolean lookedInto =
                    names.nested().stream().anyMatch(place -> place.root().equals(name));
            Optional<Object> value = facts.value(name);
            if (!lookedInto || value.isEmpty()) {
                values.put(name, value.map(WhenClause::words).orElse(absent(name)));
            }
        }
        for (NestedValue place : names.nested()) {
            if (facts.value(place.root()).isPresent()) {
                values.put(
                        place.path(), place.value(facts).map(WhenClause::words).orElse("absent"));
            }
        }
        return values;
    }

    private static String words(Object value) {
        String text = value instanceof List<?> list ? words(list) : word(value);
        return text.length() > LONGEST_VALUE ? text.substring(0, LONGEST_VALUE) + " ..." : text;
    }

    private static String words(List<?> list) {
        boolean items = list.stream().anyMatch(Map.class::isInstance);
        return items
                ? list.size() + (list.size() == 1 ? " item" : " items")
                : list.stream().map(WhenClause::word).collect(Collectors.joining("\\"));
    }

    private static String word(Object value) {
        if (value instanceof Double number) {
            return new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
        }
        if (value instanceof Map<?, ?>) {
            return "an item";
        }
        return value instanceof Boolean truth ? (truth ? "yes" : "no") : value.toString();
    }

    static String title(String name) {
        return DerivedValue.of(name).map(DerivedValue::title).orElse(name);
    }

    private static String absent(String name) {
        return DerivedValue.of(name).isPresent() ? "not known" : "absent";
    }

    static String oneLine(String expression) {
        return expression.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
