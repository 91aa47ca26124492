package gateway.drill;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A {@link PacedProvider} in a process of its own. */
final class ProviderProcess implements AutoCloseable {
    private final Process process;
    private final int port;

    private ProviderProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts one and waits until it listens. */
    static ProviderProcess start(int tokens) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx300m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "gateway.drill.PacedProvider",
                        Integer.toString(tokens))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        if (line == null) {
            throw new IllegalStateException("the provider did not start");
        }
        return new ProviderProcess(process, Integer.parseInt(line));
    }

    int port() {
        return port;
    }

    ProcessUse use() {
        return new ProcessUse(process.pid());
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
