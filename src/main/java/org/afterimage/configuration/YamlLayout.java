package org.afterimage.configuration;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.CollectionNode;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Where the values of a YAML text stand in its lines, and the text with one of them written otherwise. */
final class YamlLayout {
    private static final int STEP = 2;

    /** A comment that is no sentence but a field or an entry that somebody has switched off. */
    private static final Pattern SWITCHED_OFF = Pattern.compile("\\s*#\\s*(- .*|[A-Za-z0-9]+:( .*)?)");

    private final String text;
    private final String newline;
    private final boolean hasPairs;

    YamlLayout(String text) {
        this.hasPairs = text.chars().anyMatch(c -> Character.isSurrogate((char) c));
        this.newline = text.contains("\r\n") ? "\r\n" : "\n";
        this.text = text;
    }

    /** From a character up to another. */
    private record Span(int from, int to) {}

    /** With another value for a field that is there. */
    String withValue(MappingNode mapping, int number, Object value) {
        NodeTuple field = mapping.getValue().get(number);
        Node old = field.getValueNode();
        int colon = text.indexOf(':', at(field.getKeyNode().getEndMark())) + 1;
        int begin = at(old.getStartMark());
        int end = contentEnd(old);
        if (isBlock(old)) {
            // What stands after the key is a comment, or the sign of a block of text, which goes.
            String comment = old instanceof ScalarNode ? "" : text.substring(colon, lineEnd(colon));
            return spliced(colon, lineEnd(end), below(mapping, field, value, comment));
        }
        boolean isOnLineOfKey = begin > colon && lineEnd(begin) == lineEnd(colon);
        if (isFlow(mapping) || YamlWriter.isInline(value)) {
            int from = isOnLineOfKey ? begin : colon;
            int to = Math.max(from, end);
            String part = (isOnLineOfKey ? "" : " ") + YamlWriter.inline(value);
            int comment = commentAfter(to);
            return comment < 0
                    ? spliced(from, to, part)
                    : spliced(from, comment, part + " ".repeat(Math.max(1, comment - from - part.length())));
        }
        int from = Math.max(end, colon);
        String comment = text.substring(from, lineEnd(from));
        return spliced(colon, lineEnd(from), below(mapping, field, value, comment));
    }

    /** With one field more. */
    String withField(MappingNode mapping, String key, Object value) {
        List<NodeTuple> fields = mapping.getValue();
        if (isFlow(mapping)) {
            if (fields.isEmpty()) {
                int begin = at(mapping.getStartMark());
                return spliced(begin, at(mapping.getEndMark()), "{ " + YamlWriter.pair(key, value) + " }");
            }
            int end = contentEnd(mapping.getValue().get(fields.size() - 1).getValueNode());
            return spliced(end, end, ", " + YamlWriter.pair(key, value));
        }
        int indent = fields.get(0).getKeyNode().getStartMark().getColumn();
        int end = lineEnd(contentEnd(mapping));
        return spliced(end, end, newline + joined(YamlWriter.entry(key, value, indent)));
    }

    /** Without a field. */
    String withoutField(MappingNode mapping, int number) {
        List<NodeTuple> fields = mapping.getValue();
        int begin = at(fields.get(number).getKeyNode().getStartMark());
        int end = contentEnd(fields.get(number).getValueNode());
        if (isFlow(mapping)) {
            List<Span> spans = new ArrayList<>();
            fields.forEach(
                    one -> spans.add(new Span(at(one.getKeyNode().getStartMark()), contentEnd(one.getValueNode()))));
            return withoutOne(spans, number);
        }
        if (fields.size() == 1) {
            return spliced(begin, end, "{}");
        }
        boolean isFirstOfLine = text.substring(lineStart(begin), begin).isBlank();
        if (isFirstOfLine) {
            return spliced(lineStart(begin), nextLine(end), "");
        }
        return spliced(begin, at(fields.get(number + 1).getKeyNode().getStartMark()), "");
    }

    /** With one entry more at the end. */
    String withItem(SequenceNode list, Object value) {
        if (isFlow(list)) {
            int end = contentEnd(list.getValue().get(list.getValue().size() - 1));
            return spliced(end, end, ", " + YamlWriter.inline(value));
        }
        Span last = item(list, list.getValue().size() - 1);
        String lines = joined(YamlWriter.item(value, list.getStartMark().getColumn())) + newline;
        boolean isOpen = last.to() > 0 && text.charAt(last.to() - 1) != '\n';
        return spliced(last.to(), last.to(), (isOpen ? newline : "") + lines);
    }

    /** Without an entry. */
    String withoutItem(SequenceNode list, int number) {
        if (isFlow(list)) {
            return withoutOne(flowItems(list), number);
        }
        Span gone = item(list, number);
        if (list.getValue().size() > 1) {
            return spliced(gone.from(), gone.to(), "");
        }
        // The empty list stands after the key, so that comments around the entry may stay where they are.
        String rest = text.substring(gone.to());
        int key = text.lastIndexOf(':', beforeComments(gone.from()));
        return text.substring(0, key + 1) + " []" + text.substring(key + 1, gone.from()) + rest;
    }

    /** With an entry at another place; what stands between entries stays where it is. */
    String moved(SequenceNode list, int from, int to) {
        List<Span> spans = new ArrayList<>();
        if (isFlow(list)) {
            spans.addAll(flowItems(list));
        } else {
            for (int i = 0; i < list.getValue().size(); i++) {
                spans.add(item(list, i));
            }
        }
        List<String> parts = new ArrayList<>(spans.stream()
                .map(span -> text.substring(span.from(), span.to()))
                .map(part -> isFlow(list) || part.endsWith("\n") ? part : part + newline)
                .toList());
        parts.add(to, parts.remove(from));
        StringBuilder out = new StringBuilder();
        int done = 0;
        for (int i = 0; i < spans.size(); i++) {
            out.append(text, done, spans.get(i).from()).append(parts.get(i));
            done = spans.get(i).to();
        }
        return out.append(text, done, text.length()).toString();
    }

    /** Where the comment begins that follows on the line, for it to keep its column; -1 where there is none. */
    private int commentAfter(int place) {
        int sharp = place;
        while (sharp < text.length() && text.charAt(sharp) == ' ') {
            sharp++;
        }
        return sharp > place && sharp < text.length() && text.charAt(sharp) == '#' ? sharp : -1;
    }

    private String below(MappingNode mapping, NodeTuple field, Object value, String comment) {
        String kept = comment.isBlank() ? "" : comment;
        if (YamlWriter.isInline(value)) {
            return " " + YamlWriter.inline(value) + kept;
        }
        int indent = field.getKeyNode().getStartMark().getColumn() + STEP;
        return kept + newline + joined(YamlWriter.block(value, indent));
    }

    /** The lines of an entry with the comments that are its own: below, those further right than its dash; above, those right above it. */
    private Span item(SequenceNode list, int number) {
        int column = list.getStartMark().getColumn();
        int begin = lineStart(at(list.getValue().get(number).getStartMark()));
        while (begin > 0 && !hasDash(begin, column)) {
            begin = lineStart(begin - 1);
        }
        if (number > 0) {
            int above = begin;
            while (above > 0 && isOwnComment(lineStart(above - 1), column)) {
                above = lineStart(above - 1);
            }
            begin = Math.max(above, itemEnd(list, number - 1));
        }
        return new Span(begin, itemEnd(list, number));
    }

    private int itemEnd(SequenceNode list, int number) {
        int column = list.getStartMark().getColumn();
        int end = nextLine(contentEnd(list.getValue().get(number)));
        while (end < text.length() && isDeeperComment(end, column)) {
            end = nextLine(end);
        }
        return end;
    }

    private boolean hasDash(int line, int column) {
        return line + column < lineEnd(line) && text.charAt(line + column) == '-';
    }

    private boolean isOwnComment(int line, int column) {
        String words = text.substring(line, lineEnd(line));
        return words.strip().startsWith("#")
                && words.indexOf('#') == column
                && !SWITCHED_OFF.matcher(words).matches();
    }

    private boolean isDeeperComment(int line, int column) {
        String words = text.substring(line, lineEnd(line));
        return words.strip().startsWith("#") && words.indexOf('#') > column;
    }

    /** The place before the lines of comments and the empty lines that end at a place. */
    private int beforeComments(int place) {
        int begin = place;
        while (begin > 0) {
            int above = lineStart(begin - 1);
            String line = text.substring(above, begin).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                int comment = text.substring(above, begin).indexOf(" #");
                return comment < 0 ? begin - 1 : above + comment;
            }
            begin = above;
        }
        return 0;
    }

    private List<Span> flowItems(SequenceNode list) {
        return list.getValue().stream()
                .map(item -> new Span(at(item.getStartMark()), contentEnd(item)))
                .toList();
    }

    /** Without one of several things with commas between. */
    private String withoutOne(List<Span> spans, int number) {
        Span gone = spans.get(number);
        if (number < spans.size() - 1) {
            return spliced(gone.from(), spans.get(number + 1).from(), "");
        }
        return spliced(number == 0 ? gone.from() : spans.get(number - 1).to(), gone.to(), "");
    }

    /** Where the last character of a value ends; the marks of blocks are further down, before what follows. */
    private int contentEnd(Node node) {
        if (node instanceof CollectionNode<?> && !isFlow(node)) {
            if (node instanceof MappingNode mapping) {
                return contentEnd(
                        mapping.getValue().get(mapping.getValue().size() - 1).getValueNode());
            }
            List<Node> items = ((SequenceNode) node).getValue();
            return contentEnd(items.get(items.size() - 1));
        }
        int end = at(node.getEndMark());
        if (isBlock(node)) {
            while (end > 0 && Character.isWhitespace(text.charAt(end - 1))) {
                end--;
            }
        }
        return end;
    }

    private static boolean isFlow(Node node) {
        return node instanceof CollectionNode<?> collection && collection.getFlowStyle() == FlowStyle.FLOW;
    }

    private static boolean isBlock(Node node) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getScalarStyle() == ScalarStyle.LITERAL || scalar.getScalarStyle() == ScalarStyle.FOLDED;
        }
        return !isFlow(node);
    }

    /** Marks count code points. */
    private int at(Mark mark) {
        return hasPairs ? text.offsetByCodePoints(0, mark.getIndex()) : mark.getIndex();
    }

    private int lineStart(int place) {
        return text.lastIndexOf('\n', place - 1) + 1;
    }

    private int nextLine(int place) {
        int end = text.indexOf('\n', place);
        return end < 0 ? text.length() : end + 1;
    }

    private int lineEnd(int place) {
        int end = text.indexOf('\n', place);
        if (end < 0) {
            return text.length();
        }
        return end > place && text.charAt(end - 1) == '\r' ? end - 1 : end;
    }

    private String joined(List<String> lines) {
        return String.join(newline, lines);
    }

    private String spliced(int from, int to, String part) {
        return text.substring(0, from) + part + text.substring(to);
    }
}
