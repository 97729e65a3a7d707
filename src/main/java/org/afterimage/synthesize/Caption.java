package org.afterimage.synthesize;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Draws short texts with strokes of its own: servers and containers often have no font, and Java then draws no text at all. */
final class Caption {

    private static final String GLYPHS = "/org/afterimage/synthesize/caption-glyphs.txt";
    private static final double CAPITAL_HEIGHT = 6;
    private static final double GAP = 2;
    private static final double SPACE = 2.5;

    private final Map<Character, String[]> glyphs = new HashMap<>();

    Caption() {
        try (InputStream in = Objects.requireNonNull(Caption.class.getResourceAsStream(GLYPHS), GLYPHS);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            lines.lines().filter(line -> !line.startsWith("#")).forEach(this::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(String line) {
        glyphs.put(line.charAt(0), line.substring(2).split(" ", -1));
    }

    /**
     * Draws a text.
     *
     * @param graphics where, with its colour set
     * @param text letters, digits and simple punctuation; others are drawn as a hyphen
     * @param x left end in pixels
     * @param y base line in pixels
     * @param height height of a capital in pixels
     */
    void draw(Graphics2D graphics, String text, double x, double y, double height) {
        double scale = height / CAPITAL_HEIGHT;
        graphics.setStroke(new BasicStroke((float) (0.75 * scale), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        double pen = x;
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter != ' ') {
                graphics.draw(outline(letter, pen, y - height, scale));
            }
            pen += advance(letter) * scale;
        }
    }

    /** Width of a text in pixels when its capitals have a height. */
    double width(String text, double height) {
        double width = -GAP;
        for (int i = 0; i < text.length(); i++) {
            width += advance(text.charAt(i));
        }
        return Math.max(0, width) * height / CAPITAL_HEIGHT;
    }

    private Path2D outline(char letter, double left, double top, double scale) {
        Path2D path = new Path2D.Double();
        for (String stroke : strokes(letter)) {
            String[] points = stroke.split("-", -1);
            for (int i = 0; i < points.length; i++) {
                double x = left + (points[i].charAt(0) - '0') * scale;
                double y = top + (points[i].charAt(1) - '0') * scale;
                if (i == 0) {
                    path.moveTo(x, y);
                } else {
                    path.lineTo(x, y);
                }
            }
        }
        return path;
    }

    private double advance(char letter) {
        if (letter == ' ') {
            return SPACE;
        }
        int widest = 0;
        for (String stroke : strokes(letter)) {
            for (String point : stroke.split("-", -1)) {
                widest = Math.max(widest, point.charAt(0) - '0');
            }
        }
        return widest + GAP;
    }

    private String[] strokes(char letter) {
        return glyphs.getOrDefault(letter, glyphs.get('-'));
    }
}
