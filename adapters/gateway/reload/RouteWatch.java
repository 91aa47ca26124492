package gateway.reload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches the folders of routes and hands changes to the reload. A file that is taken away keeps its routes. */
public final class RouteWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RouteWatch.class);

    private final List<Path> folders;
    private final RouteReload reload;
    private final ScheduledExecutorService thread;
    private final Map<String, String> applied;
    private Map<String, String> refused = Map.of();
    private @Nullable ScheduledFuture<?> task;

    /**
     * Prepares to watch.
     *
     * @param folders hold the files
     * @param loaded their texts as they were loaded, by name
     */
    public RouteWatch(List<Path> folders, RouteReload reload, Map<String, String> loaded) {
        this.folders = List.copyOf(folders);
        this.reload = reload;
        this.applied = new HashMap<>(loaded);
        this.thread = Executors.newSingleThreadScheduledExecutor(
                task -> Thread.ofPlatform().name("route-watch").daemon().unstarted(task));
    }

    /** Looks for changes from now on. */
    public void start(Duration every) {
        task = thread.scheduleWithFixedDelay(this::look, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        if (task != null) {
            task.cancel(false);
        }
        thread.shutdown();
    }

    /**
     * Reads all files of the folders that exist, by name; those that editors hide or take away meanwhile are passed
     * over.
     */
    public static Map<String, String> read(List<Path> folders) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        for (Path folder : folders) {
            if (Files.isDirectory(folder)) {
                read(folder, texts);
            }
        }
        return texts;
    }

    private static void read(Path folder, Map<String, String> texts) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = String.valueOf(file.getFileName());
                if (name.endsWith(RouteFile.ENDING) && !name.startsWith(".")) {
                    try {
                        texts.put(name, Files.readString(file));
                    } catch (NoSuchFileException e) {
                        LOG.debug("{} is being replaced", name);
                    }
                }
            }
        }
    }

    private void look() {
        try {
            Map<String, String> changed = new TreeMap<>();
            read(folders).forEach((name, text) -> {
                if (!text.equals(applied.get(name))) {
                    changed.put(name, text);
                }
            });
            if (changed.equals(refused)) {
                reload.sweep();
            } else {
                refused = apply(changed);
            }
        } catch (IOException | RuntimeException e) {
            LOG.error(
                    "the folder of routes could not be looked at: {}",
                    e.getClass().getName());
        }
    }

    /**
     * Takes changes over: all at once, since they may need each other, or else each that is sound by itself.
     *
     * @return what was refused; it is tried again when anything has changed
     */
    private Map<String, String> apply(Map<String, String> changed) {
        if (changed.isEmpty() || (changed.size() > 1 && reload.apply(changed).isEmpty())) {
            applied.putAll(changed);
            return Map.of();
        }
        Map<String, String> left = new TreeMap<>();
        changed.forEach((name, text) -> {
            List<String> problems = reload.apply(Map.of(name, text));
            if (problems.isEmpty()) {
                applied.put(name, text);
            } else {
                left.put(name, text);
                LOG.error("the changed {} is not taken, its last good routes stay: {}", name, problems);
            }
        });
        return left;
    }
}
