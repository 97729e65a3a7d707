package org.afterimage.dicom.net;

/**
 * The answer to a proposed presentation context (PS3.8 9.3.3.2).
 *
 * @param id the one of the proposal
 * @param result one of the constants
 * @param transferSyntaxUid the accepted transfer syntax; means nothing when the context was not accepted
 */
record PresentationContextAc(int id, int result, String transferSyntaxUid) {

    static final int ACCEPTANCE = 0;
    static final int ABSTRACT_SYNTAX_NOT_SUPPORTED = 3;
    static final int TRANSFER_SYNTAXES_NOT_SUPPORTED = 4;

    /** Says whether messages may use this context. */
    boolean isAccepted() {
        return result == ACCEPTANCE;
    }
}
