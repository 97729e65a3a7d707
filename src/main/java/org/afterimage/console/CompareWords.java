package org.afterimage.console;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.afterimage.provenance.JobEntity.State;

/** The words that the compare page's script writes, in a visitor's language. */
final class CompareWords {
    private CompareWords() {}

    /** The words by the names that the script uses. */
    static Map<String, Object> in(Locale locale) {
        CompareMessages messages = Words.of(CompareMessages.class, locale);
        Map<String, Object> words = new LinkedHashMap<>();
        words.put("source", messages.source());
        words.put("derived", messages.derived());
        words.put("change", messages.change());
        words.put("stored", messages.stored());
        words.put("difference", messages.difference());
        words.put("synthetic", messages.burnedIn());
        words.put("noSuchSlice", messages.noSuchSlice());
        words.put("nothingDerived", messages.nothingDerived());
        words.put("purged", messages.purged());
        words.put("noImages", messages.noImages());
        words.put("leftOut", messages.leftOut());
        words.put("pointAt", messages.pointAt());
        words.put("held", messages.held());
        words.put("warned", messages.warned());
        words.put("toSlice", messages.slice());
        words.put("states", states(locale));
        return words;
    }

    /** The states of jobs, by their names. */
    private static Map<String, String> states(Locale locale) {
        Messages messages = Words.in(locale);
        Map<String, String> states = new LinkedHashMap<>();
        for (State state : State.values()) {
            states.put(state.name(), messages.state(state.name()));
        }
        return states;
    }
}
