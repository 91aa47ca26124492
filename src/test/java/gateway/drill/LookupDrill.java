package gateway.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Measures by JMH what a call asks of the control data: less than a microsecond each. */
class LookupDrill {
    private static final Path SOURCE = Path.of("src", "test", "java", "gateway", "drill", "LookupBenchmark.java");
    private static final String PROCESSOR = "org.openjdk.jmh.generators.BenchmarkProcessor";
    private static final int ROUNDS = 5;

    @Test
    void looksUpInLessThanAMicrosecond() throws URISyntaxException, RunnerException {
        generate();

        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(LookupBenchmark.class.getName())
                        .forks(2)
                        .warmupIterations(ROUNDS)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(ROUNDS)
                        .measurementTime(TimeValue.seconds(1))
                        .jvmArgsAppend("-Xmx256m")
                        .build())
                .run();

        StringBuilder table = new StringBuilder(
                "`./serai drill lookup`, %s: JMH, 2 forks of %d rounds of 1 s; 1,000 models, 10,000 keys, 100 switches.%n%n"
                        .formatted(LocalDate.now(ZoneOffset.UTC), ROUNDS));
        table.append("| what | ns | +- (99.9 %) |\n|---|---|---|\n");
        List<String> slow = new ArrayList<>();
        for (RunResult each : results) {
            Result<?> result = each.getPrimaryResult();
            table.append(
                    "| %s | %.0f | %.0f |%n".formatted(result.getLabel(), result.getScore(), result.getScoreError()));
            if (result.getScore() >= 1_000) {
                slow.add(result.getLabel());
            }
        }
        Report.line(table.toString());
        assertThat(slow).isEmpty();
    }

    /** What JMH needs beside the benchmark's class is made here, so that the build needs nothing of it. */
    private static void generate() throws URISyntaxException {
        Path classes = Path.of(LookupBenchmark.class
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
        boolean made = compiler.getTask(null, files, null, options, null, files.getJavaFileObjects(SOURCE))
                .call();
        assertThat(made).as("JMH's code").isTrue();
    }
}
