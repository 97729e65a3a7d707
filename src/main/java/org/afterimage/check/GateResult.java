package org.afterimage.check;

/**
 * One gate applied to one result.
 *
 * @param gate name of the gate, as the manifest has it, or of a gate that always holds
 * @param measured what was measured
 * @param bound the bound, such as {@code >= 0.1}
 * @param verdict what follows
 * @param sentence what was measured and what it means, for a person
 */
public record GateResult(String gate, double measured, String bound, Verdict verdict, String sentence) {}
