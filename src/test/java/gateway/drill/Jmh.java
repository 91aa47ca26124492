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

/** Runs a benchmark of JMH from a test. */
final class Jmh {
    /** Rounds of a second, for warming up and for measuring. */
    static final int ROUNDS = 5;

    private static final String PROCESSOR = "org.openjdk.jmh.generators.BenchmarkProcessor";

    private Jmh() {}

    /** Runs all of a class's benchmarks, in two processes one after the other. */
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
        Path source = Path.of("src", "test", "java", "gateway", "drill", benchmark.getSimpleName() + ".java");
        Path classes = Path.of(benchmark
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
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
        boolean made = compiler.getTask(null, files, null, options, null, files.getJavaFileObjects(source))
                .call();
        assertThat(made).as("JMH's code").isTrue();
    }
}
