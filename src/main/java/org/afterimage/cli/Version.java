package org.afterimage.cli;

/** The version of this program, as --version and the derived series' Software Versions (0018,1020) say it. */
final class Version {
    static final String NUMBER = "0.1.0";

    private Version() {}
}
