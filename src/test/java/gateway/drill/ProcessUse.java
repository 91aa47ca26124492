package gateway.drill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a process uses, by Linux' {@code /proc} (man 5 proc). */
final class ProcessUse {
    /** Clock ticks of a second, the same on all of Linux' platforms. */
    private static final long NANOS_PER_TICK = 10_000_000;

    /** In the names of HotSpot's threads, C1 and C2; the system keeps 15 characters of them. */
    private static final String COMPILER = " Compiler";

    private static final int USER = 11;
    private static final int SYSTEM = 12;

    private final Path folder;

    /**
     * Takes the process.
     *
     * @param pid 0 for this one
     */
    ProcessUse(long pid) {
        folder = Path.of("/proc", pid == 0 ? "self" : Long.toString(pid));
    }

    /** Processor time so far, in user and system mode. */
    long cpuNanos() {
        return cpuNanos("stat");
    }

    /** Processor time so far of the threads that compile Java, by their ids; those that have ended are not known. */
    Map<String, Long> compilerNanos() {
        Map<String, Long> nanos = new HashMap<>();
        try (Stream<Path> threads = Files.list(folder.resolve("task"))) {
            threads.map(thread -> "task/" + thread.getFileName())
                    .filter(thread -> text(thread + "/comm").contains(COMPILER))
                    .forEach(thread -> nanos.put(thread, cpuNanos(thread + "/stat")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return nanos;
    }

    private long cpuNanos(String file) {
        String line = text(file);
        // the name may hold spaces and brackets
        List<String> fields = List.of(line.substring(line.lastIndexOf(')') + 2).split(" ", -1));
        return (Long.parseLong(fields.get(USER)) + Long.parseLong(fields.get(SYSTEM))) * NANOS_PER_TICK;
    }

    /** Resident memory in MiB. */
    long residentMegabytes() {
        return text("status")
                .lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .sum();
    }

    /** Open files, sockets among them. */
    long openFiles() {
        try (Stream<Path> files = Files.list(folder.resolve("fd"))) {
            return files.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The machine's load over the last minute. */
    static String load() {
        try {
            String text = Files.readString(Path.of("/proc/loadavg"), StandardCharsets.UTF_8);
            return text.substring(0, text.indexOf(' '));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String text(String file) {
        try {
            return Files.readString(folder.resolve(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
