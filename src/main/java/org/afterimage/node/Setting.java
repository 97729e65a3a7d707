package org.afterimage.node;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says to administrators what a field of dicom-conf/ means, and whether a running node takes it over; the conformance statement prints it beside the value and its default. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {
    /** Half a sentence, with the unit. */
    String value();

    /** Whether a running node takes a new value over; where it does not, the value holds after a restart. */
    boolean live() default false;
}
