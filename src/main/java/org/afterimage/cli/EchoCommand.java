package org.afterimage.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.afterimage.dicom.net.AeTitle;
import org.afterimage.dicom.net.EchoResult;
import org.afterimage.dicom.net.RemoteAe;
import org.afterimage.dicom.net.Timeouts;
import org.afterimage.dicom.net.UpperLayerNetwork;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Verifies a remote application entity with C-ECHO (PS3.4 Annex A). */
@Command(
        name = "echo",
        description = "Verifies a remote application entity with C-ECHO and says in words what is wrong.",
        mixinStandardHelpOptions = true)
final class EchoCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "AET@HOST:PORT",
            description = "Whom to call, such as PACS@127.0.0.1:4242.",
            converter = RemoteConverter.class)
    private RemoteAe remote;

    @Option(
            names = "--calling",
            paramLabel = "AET",
            description = "The AE title to call with (default: ${DEFAULT-VALUE}).",
            defaultValue = "AFTERIMAGE")
    private String callingAeTitle;

    @Mixin
    private EchoTls tls;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        RemoteAe called = new RemoteAe(remote.aeTitle(), remote.host(), remote.port(), tls.transport(spec));
        EchoResult result = new UpperLayerNetwork().echo(callingAeTitle, called, Timeouts.defaults());
        PrintWriter out = spec.commandLine().getOut();
        if (!result.status().isSuccess()) {
            out.printf("%s answered C-ECHO with status %s.%n", remote.aeTitle(), result.status());
            return 1;
        }
        out.printf(
                "%s at %s:%d answers: association %.1f ms, C-ECHO %.1f ms, implementation %s %s%n",
                remote.aeTitle(),
                remote.host(),
                remote.port(),
                result.associationTime().toNanos() / 1e6,
                result.echoTime().toNanos() / 1e6,
                result.implementationClassUid(),
                result.implementationVersionName());
        return 0;
    }

    /** Reads AET@HOST:PORT. */
    static final class RemoteConverter implements ITypeConverter<RemoteAe> {
        private static final Pattern FORM = Pattern.compile("([^@]+)@(.+):(\\d{1,5})");

        @Override
        public RemoteAe convert(String text) {
            Matcher matcher = FORM.matcher(text);
            if (!matcher.matches()) {
                throw new TypeConversionException("'" + text + "' is not AET@HOST:PORT, such as PACS@127.0.0.1:4242");
            }
            int port = Integer.parseInt(matcher.group(3));
            if (port < 1 || port > 65535) {
                throw new TypeConversionException(port + " is not a TCP port");
            }
            try {
                return new RemoteAe(AeTitle.require(matcher.group(1)), matcher.group(2), port);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
