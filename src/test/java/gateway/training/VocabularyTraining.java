package gateway.training;

import gateway.guard.text.FrequentWords;
import gateway.guard.text.Sample;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * Writes the words that prompts have most, the ones whose weights are summed up beforehand: {@code VocabularyTraining
 * <data folder> <resource folder>}. They change the time that guardrails take, nothing else.
 */
public final class VocabularyTraining {
    private VocabularyTraining() {}

    public static void main(String[] arguments) throws IOException {
        Corpus corpus = new Corpus(Path.of(arguments[0]));
        List<Sample> samples = new ArrayList<>(corpus.prompts());
        samples.addAll(corpus.toxicity());
        samples.addAll(corpus.domains());
        samples.addAll(corpus.examinations());
        String lines = String.join("\n", FrequentWords.of(samples)) + "\n";
        try (OutputStream out =
                new GZIPOutputStream(Files.newOutputStream(Path.of(arguments[1], "frequent-words.gz")))) {
            out.write(lines.getBytes(StandardCharsets.UTF_8));
        }
    }
}
