package gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The classes of the product, by the files that they are written in; those of tests are none. */
public final class OurClasses {
    private OurClasses() {}

    /** The source files. */
    public static List<Path> sources() throws IOException {
        List<Path> all = new ArrayList<>();
        for (String root : List.of("processors", "adapters")) {
            try (Stream<Path> files = Files.walk(Path.of(root))) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .filter(file -> !file.endsWith("package-info.java"))
                        .forEach(all::add);
            }
        }
        return all;
    }

    /** What is declared in a source file, nested classes included. */
    public static List<Class<?>> in(Path source) {
        String name = source.subpath(1, source.getNameCount()).toString().replace('/', '.');
        try {
            List<Class<?>> found = new ArrayList<>();
            add(
                    Class.forName(
                            name.substring(0, name.length() - ".java".length()),
                            false,
                            OurClasses.class.getClassLoader()),
                    found);
            return found;
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(source.toString(), e);
        }
    }

    private static void add(Class<?> type, List<Class<?>> found) {
        found.add(type);
        for (Class<?> inner : type.getDeclaredClasses()) {
            add(inner, found);
        }
    }
}
