package gateway.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs benchmarks of this folder. */
final class Jmh {
    static final int ROUNDS = 5;

    private static final Path FOLDER = Path.of("src", "test", "java", "gateway", "drill");
    private static final String PROCESSOR = "org.openjdk.jmh.generators.BenchmarkProcessor";

    private Jmh() {}

    /** Runs all of a class, in two processes of {@link #ROUNDS} rounds of a second, with the gateway's heap. */
    static Collection<RunResult> run(Class<?> benchmark) throws URISyntaxException, RunnerException {
        generate(benchmark);
        return new Runner(new OptionsBuilder()
                        .include(benchmark.getName())
                        .forks(2)
                        .warmupIterations(ROUNDS)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(ROUNDS)
                        .measurementTime(TimeValue.seconds(1))
                        .jvmArgsAppend("-Xmx256m")
                        .build())
                .run();
    }

    /** What JMH needs beside the benchmark's class is made here, so that the build needs nothing of it. */
    private static void generate(Class<?> benchmark) throws URISyntaxException {
        Path classes = Path.of(
                benchmark.getProtectionDomain().getCodeSource().getLocation().toURI());
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> options = List.of(
                "-proc:full",
                "-processor",
                PROCESSOR,
                "-implicit:none",
                "-d",
                classes.toString(),
                "-cp",
                classes + File.pathSeparator + path);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
        Path source = FOLDER.resolve(benchmark.getSimpleName() + ".java");
        boolean made = compiler.getTask(null, files, null, options, null, files.getJavaFileObjects(source))
                .call();
        assertThat(made).as("JMH's code").isTrue();
    }
}
