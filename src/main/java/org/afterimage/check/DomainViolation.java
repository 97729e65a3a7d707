package org.afterimage.check;

/**
 * A reason why a model must not be used on a series.
 *
 * @param code one of the constants of {@link InputDomain}, for rules and statistics
 * @param sentence for an administrator; no patient's name or number is in it
 */
public record DomainViolation(String code, String sentence) {}
