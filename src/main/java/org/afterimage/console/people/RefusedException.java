package org.afterimage.console.people;

/** Something about an account that can't be done; the key is that of the sentence which says why, in the language of the reader. */
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String key;
    private final long number;

    RefusedException(String key) {
        this(key, 0);
    }

    RefusedException(String key, long number) {
        super(key);
        this.key = key;
        this.number = number;
    }

    /** With a sentence that counts nothing. */
    public static RefusedException of(String key) {
        return new RefusedException(key);
    }

    /** Of the sentence. */
    public String key() {
        return key;
    }

    /** What the sentence counts; 0 where it counts nothing. */
    public long number() {
        return number;
    }
}
