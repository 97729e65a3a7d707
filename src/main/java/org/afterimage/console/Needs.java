package org.afterimage.console;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.afterimage.console.people.Right;

/**
 * On a resource method, or on a class for all of its methods: who asks must be signed in and have this right. What changes something must carry
 * the session's form token as the field {@code formToken} too, as {@code {#formToken frame /}} writes it.
 */
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Needs {
    /** The right. */
    Right value() default Right.VIEW;

    /** Whether this is open to a person who has yet to change the first password. */
    boolean evenWithFirstPassword() default false;

    /** Whether pages ask for this by themselves, so that it keeps nobody signed in. */
    boolean renewsItself() default false;
}
