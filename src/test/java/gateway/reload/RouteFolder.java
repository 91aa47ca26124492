package gateway.reload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/** A copy of the shipped routes that a test may edit. */
public final class RouteFolder {
    private final Path folder;
    private final Map<String, String> shipped;

    private RouteFolder(Path folder, Map<String, String> shipped) {
        this.folder = folder;
        this.shipped = shipped;
    }

    /** Copies the shipped routes into a new folder. */
    public static RouteFolder create() {
        try {
            RouteFolder copy = new RouteFolder(
                    Files.createTempDirectory("routes"),
                    RouteWatch.read(List.of(Path.of("routes"), Path.of("routes", "local"))));
            copy.shipped.forEach(copy::write);
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it is. */
    public Path path() {
        return folder;
    }

    /** A route's text as it was shipped. */
    public String text(String route) {
        return shipped.getOrDefault(route + RouteFile.ENDING, "");
    }

    /** Replaces a part of a shipped route. */
    public void edit(String route, String part, String replacement) {
        assertThat(text(route)).contains(part);
        put(route, text(route).replace(part, replacement));
    }

    /** Writes a file anew. */
    public void put(String route, String text) {
        write(route + RouteFile.ENDING, text);
    }

    /** Puts a shipped route back. */
    public void restore(String route) {
        put(route, text(route));
    }

    /* As good editors do it: nobody sees half a file. */
    private void write(String name, String text) {
        try {
            Path whole = Files.writeString(folder.resolve("." + name + ".new"), text);
            Files.move(whole, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
