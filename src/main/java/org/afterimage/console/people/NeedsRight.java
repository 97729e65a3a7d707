package org.afterimage.console.people;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** On a method of the REST interface: what who asks must have the right to. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface NeedsRight {
    /** The right. */
    Right value();

    /** Whether it changes nothing although it is asked by POST, so that the audit log has nothing of it. */
    boolean changesNothing() default false;

    /** Whether it makes its own entry in the audit log, with what was before and after. */
    boolean logsItself() default false;
}
