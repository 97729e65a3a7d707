package org.afterimage.web;

import java.util.List;
import java.util.Map;
import org.afterimage.render.StackFrame;

/**
 * The frames of a series as {@code /api/studies/{uid}/series/{uid}/frames} lists them.
 *
 * @param frames in the order in which a person scrolls through them
 * @param leftOut instances that are no images or can't be read
 * @param sources SOP Instance UIDs of the instances that each derived one was made from; empty for a received series
 */
public record StackView(List<StackFrame> frames, int leftOut, Map<String, List<String>> sources) {}
