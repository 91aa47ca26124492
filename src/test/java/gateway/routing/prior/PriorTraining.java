package gateway.routing.prior;

import gateway.routing.feature.CrossFit;
import gateway.routing.feature.RequestFeatures;
import gateway.routing.feature.RoutingSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Sums up benchmarks and writes them: {@code PriorTraining <data folder> <resource folder>}. */
public final class PriorTraining {
    private PriorTraining() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[1]));
        CrossFit fitted = CrossFit.of(Path.of(arguments[0]));
        List<Benchmark> benchmarks = new ArrayList<>();
        for (RoutingSet set : fitted.sets()) {
            benchmarks.add(benchmark(set, fitted.rows(set.name())));
        }
        Files.write(
                folder.resolve("priors.bin"),
                PriorFile.write(RequestFeatures.VERSION, RequestFeatures.SIZE, benchmarks));
    }

    /** Of some rows of a set. */
    public static Benchmark benchmark(RoutingSet set, List<CrossFit.Row> rows) {
        Benchmark.Builder builder = new Benchmark.Builder(
                set.name(),
                set.models().stream().map(RoutingSet.Model::name).toList(),
                set.models().stream()
                        .map(model -> (3 * model.usdIn() + model.usdOut()) / 4 * 1e6)
                        .toList(),
                RequestFeatures.SIZE);
        for (CrossFit.Row row : rows) {
            builder.add(
                    row.context().toArray(),
                    row.outcome().rewards(),
                    row.outcome().outputTokens());
        }
        return builder.build();
    }
}
