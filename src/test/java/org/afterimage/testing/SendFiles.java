package org.afterimage.testing;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.afterimage.deliver.DeliveryAnswer;
import org.afterimage.deliver.StoreDelivery;
import org.afterimage.dicom.net.RemoteAe;
import org.afterimage.dicom.net.Timeouts;
import org.afterimage.dicom.net.UpperLayerNetwork;

/** A process that sends files the way the node delivers: SendFiles AE-TITLE PORT FILE... Its exit status is 0 when all were taken. */
public final class SendFiles {

    private SendFiles() {}

    /** Sends the files. */
    public static void main(String[] args) throws Exception {
        Duration patient = Duration.ofMinutes(5);
        Timeouts timeouts = new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(30), patient, patient, patient);
        RemoteAe remote =
                new RemoteAe(args[0], InetAddress.getLoopbackAddress().getHostAddress(), Integer.parseInt(args[1]));
        List<Path> files = Arrays.stream(args).skip(2).map(Path::of).toList();
        List<DeliveryAnswer> answers =
                new StoreDelivery(new UpperLayerNetwork(), "SENDER", timeouts).send(files, remote);
        answers.forEach(answer -> System.out.println(answer.kind() + " " + answer.message()));
        boolean sent = answers.size() == files.size()
                && answers.stream().allMatch(answer -> answer.kind() == DeliveryAnswer.Kind.SENT);
        System.exit(sent ? 0 : 1);
    }
}
