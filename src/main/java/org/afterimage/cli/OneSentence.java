package org.afterimage.cli;

import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Tells a person in one sentence why a command did not work; the stack trace is for AFTERIMAGE_DEBUG. */
final class OneSentence implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception e, CommandLine commandLine, ParseResult parseResult) {
        String sentence = e.getMessage() == null ? e.toString() : e.getMessage();
        commandLine.getErr().println("afterimage: " + sentence);
        if (System.getenv("AFTERIMAGE_DEBUG") != null) {
            e.printStackTrace(commandLine.getErr());
        }
        return 1;
    }
}
