package org.afterimage.bench.dependencies;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A library by the name under which an ecosystem's advisories speak of it.
 *
 * @param ecosystem as OSV names it: Maven or npm
 * @param name {@code group:artifact} of Maven, the package's name of npm
 * @param version of it
 */
record Component(String ecosystem, String name, String version) {
    private static final String MAVEN = "pkg:maven/";
    /** The group of npm packages that are packed as jars; "a__b" stands for "@a/b". */
    private static final String WEBJARS = "org.webjars.npm";

    /**
     * What a package URL names; a package of npm in a jar is both.
     *
     * @param purl such as {@code pkg:maven/org.example/a@1.0?type=jar}; of another kind than Maven's there is nothing
     */
    static List<Component> of(String purl) {
        List<Component> found = new ArrayList<>();
        int slash = purl.indexOf('/', MAVEN.length());
        int at = purl.indexOf('@');
        if (!purl.startsWith(MAVEN) || slash < 0 || at < slash) {
            return found;
        }
        String group = decoded(purl.substring(MAVEN.length(), slash));
        String artifact = decoded(purl.substring(slash + 1, at));
        String version = decoded(purl.substring(at + 1).replaceFirst("[?#].*", ""));
        found.add(new Component("Maven", group + ":" + artifact, version));
        if (group.equals(WEBJARS)) {
            int scope = artifact.indexOf("__");
            String name =
                    scope < 0 ? artifact : "@" + artifact.substring(0, scope) + "/" + artifact.substring(scope + 2);
            found.add(new Component("npm", name, version));
        }
        return found;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
