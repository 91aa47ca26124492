package gateway.routing.prior;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The file of benchmarks that is shipped: the version of the contexts, their dimension, the number of benchmarks, and
 * for each its name, its number of prompts, its contexts, its lengths, the number of its models, and for each of these
 * its name, price, tokens and rewards. Texts as {@link DataOutputStream#writeUTF}, counts as int, all else as float.
 */
public final class PriorFile {
    private static final String SHIPPED = "/gateway/routing/priors.bin";

    private PriorFile() {}

    /**
     * The benchmarks that are shipped.
     *
     * @throws IllegalStateException if they are of other contexts
     */
    public static Priors shipped(String version, int dimension) {
        try (InputStream in = Objects.requireNonNull(PriorFile.class.getResourceAsStream(SHIPPED), SHIPPED)) {
            return new Priors(read(new DataInputStream(in), version, dimension));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Benchmark> read(DataInputStream in, String version, int dimension) throws IOException {
        String of = in.readUTF();
        int size = in.readInt();
        if (!of.equals(version) || size != dimension) {
            throw new IllegalStateException(SHIPPED + " is of contexts " + of + " of " + size + " numbers, not of "
                    + version + " of " + dimension + ": train it anew");
        }
        List<Benchmark> benchmarks = new ArrayList<>();
        for (int count = in.readInt(); count > 0; count--) {
            String name = in.readUTF();
            int prompts = in.readInt();
            List<Double> contexts = floats(in, size * (size + 1) / 2);
            List<Double> lengths = floats(in, size);
            List<Benchmark.Tried> models = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                models.add(new Benchmark.Tried(in.readUTF(), in.readFloat(), in.readFloat(), floats(in, size)));
            }
            benchmarks.add(new Benchmark(name, prompts, contexts, lengths, models));
        }
        return benchmarks;
    }

    /** The bytes of a file. */
    public static byte[] write(String version, int dimension, List<Benchmark> benchmarks) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(version);
            out.writeInt(dimension);
            out.writeInt(benchmarks.size());
            for (Benchmark benchmark : benchmarks) {
                out.writeUTF(benchmark.name());
                out.writeInt(benchmark.prompts());
                floats(out, benchmark.contexts());
                floats(out, benchmark.lengths());
                out.writeInt(benchmark.models().size());
                for (Benchmark.Tried model : benchmark.models()) {
                    out.writeUTF(model.name());
                    out.writeFloat((float) model.usdPerMillion());
                    out.writeFloat((float) model.tokens());
                    floats(out, model.rewards());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static List<Double> floats(DataInputStream in, int count) throws IOException {
        List<Double> numbers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            numbers.add((double) in.readFloat());
        }
        return numbers;
    }

    private static void floats(DataOutputStream out, List<Double> numbers) throws IOException {
        for (double number : numbers) {
            out.writeFloat((float) number);
        }
    }
}
