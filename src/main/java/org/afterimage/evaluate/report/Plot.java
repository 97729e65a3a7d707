package org.afterimage.evaluate.report;

import java.util.ArrayList;
import java.util.List;

/** A plot whose marks have been given their places; a template draws it as SVG. */
public final class Plot {

    private static final int WIDTH = 460;
    private static final int HEIGHT = 320;
    private static final int LEFT = 62;
    private static final int RIGHT = 12;
    private static final int TOP = 12;
    private static final int BOTTOM = 46;

    private final String title;
    private final String xLabel;
    private final String yLabel;
    private final Axis x;
    private final Axis y;
    private final List<Point> points = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();
    private final List<Bar> bars = new ArrayList<>();

    /** A dot; kind names its style. */
    public record Point(double x, double y, String kind, String words) {}

    /** A straight line; kind names its style. */
    public record Line(double x1, double y1, double x2, double y2, String kind, String words) {}

    /** A bar that stands on the horizontal axis; kind names its style. */
    public record Bar(double x, double y, double width, double height, String kind) {}

    Plot(String title, String xLabel, String yLabel, double[] xs, double[] ys) {
        this.title = title;
        this.xLabel = xLabel;
        this.yLabel = yLabel;
        this.x = Axis.around(xs, LEFT, WIDTH - RIGHT);
        this.y = Axis.around(ys, HEIGHT - BOTTOM, TOP);
    }

    Plot point(double px, double py, String kind, String words) {
        if (Double.isFinite(px) && Double.isFinite(py)) {
            points.add(new Point(x.place(px), y.place(py), kind, words));
        }
        return this;
    }

    Plot line(double x1, double y1, double x2, double y2, String kind, String words) {
        lines.add(new Line(x.place(x1), y.place(y1), x.place(x2), y.place(y2), kind, words));
        return this;
    }

    /** A line across the whole plot at one height. */
    Plot level(double height, String kind, String words) {
        return line(x.low(), height, x.high(), height, kind, words);
    }

    Plot bar(double from, double to, double height, String kind) {
        double top = y.place(height);
        bars.add(new Bar(x.place(from), top, x.place(to) - x.place(from), y.place(0) - top, kind));
        return this;
    }

    public String title() {
        return title;
    }

    public String xLabel() {
        return xLabel;
    }

    public String yLabel() {
        return yLabel;
    }

    public List<Axis.Tick> xTicks() {
        return x.ticks();
    }

    public List<Axis.Tick> yTicks() {
        return y.ticks();
    }

    public List<Point> points() {
        return points;
    }

    public List<Line> lines() {
        return lines;
    }

    public List<Bar> bars() {
        return bars;
    }

    public int width() {
        return WIDTH;
    }

    public int height() {
        return HEIGHT;
    }

    public int innerWidth() {
        return WIDTH - RIGHT - LEFT;
    }

    public int innerHeight() {
        return HEIGHT - BOTTOM - TOP;
    }

    /** Baseline of the numbers below the plot. */
    public int xNumbers() {
        return HEIGHT - BOTTOM + 15;
    }

    /** Right end of the numbers beside the plot. */
    public int yNumbers() {
        return LEFT - 6;
    }

    /** Baseline of the words below the plot. */
    public int xWords() {
        return HEIGHT - 8;
    }

    /** Right end of the words at a line. */
    public int lineWords() {
        return WIDTH - RIGHT - 4;
    }

    public int left() {
        return LEFT;
    }

    public int right() {
        return WIDTH - RIGHT;
    }

    public int top() {
        return TOP;
    }

    public int bottom() {
        return HEIGHT - BOTTOM;
    }
}
