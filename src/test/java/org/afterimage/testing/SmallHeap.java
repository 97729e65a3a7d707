package org.afterimage.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/** Tests of what the DICOM listener must survive: the build runs them apart from the others, with a heap of 256 MB. */
@Tag("hardening")
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface SmallHeap {}
