package org.afterimage.route;

import com.google.common.collect.ImmutableList;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelMacro;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.afterimage.dicom.data.Dictionary;

/**
 * The language of {@code when:}: the Common Expression Language, with the keywords of the DICOM dictionary and the {@link DerivedValue}s as
 * names, typed by the dictionary. Expressions have no side effects and no loops but those over a list, and are bounded in length, depth and
 * steps; regular expressions are matched in linear time.
 */
final class RuleLanguage {
    private static final int LONGEST = 4_000; // characters
    private static final int DEEPEST = 64; // levels of brackets and calls
    private static final int MOST_STEPS = 20_000; // items that the loops of one expression visit
    private static final int LARGEST_REGEX = 1_000; // instructions of its program

    private static final CelOptions OPTIONS = CelOptions.current()
            .maxExpressionCodePointSize(LONGEST)
            .maxParseRecursionDepth(DEEPEST)
            .comprehensionMaxIterations(MOST_STEPS)
            .maxRegexProgramSize(LARGEST_REGEX)
            .enableHeterogeneousNumericComparisons(true)
            .enableTimestampEpoch(false)
            .build();

    private static final CelRuntime RUNTIME = CelRuntimeFactory.standardCelRuntimeBuilder()
            .setOptions(OPTIONS)
            .addLibraries(CelExtensions.strings())
            .build();

    private static final CelCompiler COMPILER = compiler(Map.of());

    private RuleLanguage() {}

    /** An expression that was found to be right, and what it looks at. */
    record Checked(CelRuntime.Program program, RuleNames names) {}

    /**
     * Checks an expression.
     *
     * @throws ExpressionException with a sentence if it is not one that gives true or false
     */
    static Checked check(String text) throws ExpressionException {
        CelAbstractSyntaxTree parsed = parsed(COMPILER.parse(text));
        RuleNames names = RuleNames.of(parsed);
        Map<String, CelType> types = new TreeMap<>();
        for (String name : names.used()) {
            types.put(name, typeOf(name));
        }
        for (String field : names.fields()) {
            if (Dictionary.tagOf(field).isEmpty()) {
                throw new ExpressionException(1, notAKeyword(field));
            }
        }
        CelValidationResult checked = compiler(types).check(parsed);
        try {
            return new Checked(RUNTIME.createProgram(checked.getAst()), names);
        } catch (CelValidationException | CelEvaluationException e) {
            throw failure(checked, types);
        }
    }

    /** Whether a text is an expression by its form. */
    static boolean isWellFormed(String text) {
        return !COMPILER.parse(text).hasError();
    }

    /** The operands of an expression whose outermost operator is "and"; the expression itself when it is another one. */
    static List<String> conjuncts(String text) {
        List<String> parts = Conjunction.split(text);
        return parts.stream().allMatch(RuleLanguage::isWellFormed) ? parts : List.of(text.strip());
    }

    private static CelCompiler compiler(Map<String, CelType> types) {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS.stream()
                        .filter(macro -> macro != CelStandardMacro.HAS)
                        .toList())
                .addMacros(
                        CelMacro.newGlobalMacro("has", 1, RuleMacros::has),
                        CelMacro.newGlobalMacro("timeBetween", 2, RuleMacros::timeBetween))
                .addLibraries(CelExtensions.strings())
                .addVar(RuleMacros.SERIES, MapType.create(SimpleType.STRING, SimpleType.DYN))
                .setResultType(SimpleType.BOOL);
        types.forEach(builder::addVar);
        return builder.build();
    }

    private static CelType typeOf(String name) throws ExpressionException {
        Optional<DerivedValue> derived = DerivedValue.of(name);
        if (derived.isPresent()) {
            return derived.get().type();
        }
        int tag = Dictionary.tagOf(name).orElseThrow(() -> new ExpressionException(1, notAKeyword(name)));
        return AttributeType.of(Dictionary.lookup(tag).orElseThrow())
                .orElseThrow(() -> new ExpressionException(1, name + " holds bytes, which rules can't look at"));
    }

    private static String notAKeyword(String name) {
        return name + " is neither a keyword of the DICOM dictionary nor a value that the node derives"
                + Spelling.nearest(name).map(near -> "; is " + near + " meant?").orElse("");
    }

    private static CelAbstractSyntaxTree parsed(CelValidationResult result) throws ExpressionException {
        try {
            return result.getAst();
        } catch (CelValidationException e) {
            throw failure(result, Map.of());
        }
    }

    private static ExpressionException failure(CelValidationResult result, Map<String, CelType> types) {
        ImmutableList<CelIssue> errors = result.getErrors();
        if (errors.isEmpty()) {
            return new ExpressionException(1, "the expression can't be used");
        }
        CelIssue first = errors.get(0);
        String message = first.getMessage().replaceAll("\\s*\\R\\s*", " ").replaceAll(" \\(candidates: .*\\)$", "");
        String here = types.entrySet().stream()
                .map(entry -> entry.getKey() + " is " + AttributeType.words(entry.getValue()))
                .collect(Collectors.joining(", "));
        return new ExpressionException(
                Math.max(1, first.getSourceLocation().getLine()),
                "column " + (first.getSourceLocation().getColumn() + 1) + ": " + message
                        + (here.isEmpty() ? "" : "; " + here));
    }
}
