package org.afterimage.configuration;

import org.afterimage.node.ConfigurationException;

/** A change is based on a version that is not in force any more; what came into force meanwhile is not overwritten. */
public final class ChangedMeanwhileException extends ConfigurationException {
    private static final long serialVersionUID = 1;

    /** With one sentence for people. */
    public ChangedMeanwhileException(String sentence) {
        super(sentence);
    }
}
