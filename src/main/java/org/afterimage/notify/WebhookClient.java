package org.afterimage.notify;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The HTTP client of all webhook messages: one, with its threads and connections, made anew when the certificates that it is to believe
 * change. An HTTP client a message would leave a thread and its selector behind until somebody collects the garbage.
 */
final class WebhookClient implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "webhook");
        thread.setDaemon(true);
        return thread;
    });
    private List<ByteBuffer> believed = List.of();
    private HttpClient client;

    /**
     * The client, for as long as these certificates are what they are.
     *
     * @param folder from which files are named
     * @param trust PEM files; none for what Java believes
     * @throws NotSentException if they can't be read
     */
    synchronized HttpClient trusting(Path folder, List<String> trust) throws NotSentException {
        List<ByteBuffer> now = contents(folder, trust);
        if (client == null || !now.equals(believed)) {
            HttpClient.Builder builder = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER) // what is told goes nowhere else
                    .connectTimeout(CONNECT)
                    .executor(threads);
            Trust.of(folder, trust).ifPresent(builder::sslContext);
            client = builder.build();
            believed = now;
        }
        return client;
    }

    private static List<ByteBuffer> contents(Path folder, List<String> files) throws NotSentException {
        List<ByteBuffer> contents = new ArrayList<>();
        for (String file : files) {
            try {
                contents.add(ByteBuffer.wrap(Files.readAllBytes(folder.resolve(file))));
            } catch (IOException e) {
                throw new NotSentException("The certificates of " + file + " can't be read.", e);
            }
        }
        return contents;
    }

    /** Ends its threads; nothing is sent by it any more. */
    @Override
    public synchronized void close() {
        threads.shutdown(); // what is under way has its deadline
        client = null;
    }
}
