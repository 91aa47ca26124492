package gateway.guard.name;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Learns to find names and addresses. Every pass sees other names in the same texts, made-up texts, and words whose
 * lists or letters are hidden, so that the surroundings and the form count. Deterministic. Confined to one thread.
 */
public final class NameLearning {
    private static final int BUCKETS = 1 << 19;
    private static final int PASSES = 9;
    private static final int MADE_UP = 11_000;
    /** Real sentences are few: they are seen so often in a pass, each time with other names. */
    private static final int NEWS = 2;

    private static final long SEED = 20261126;

    private final Path data;
    private final Random random = new Random(SEED);
    private final Lexicon lexicon = Lexicon.load();
    private final Map<Integer, Integer> words = new HashMap<>();
    private final List<String> nouns = new ArrayList<>();
    private final List<String> smalls = new ArrayList<>();
    private final NameGenerator generator;
    private final Trainer trainer = new Trainer(BUCKETS, random);

    /**
     * Reads the lists and the unlabelled texts.
     *
     * @param data the folder of the sets
     */
    public NameLearning(Path data) throws IOException {
        this.data = data;
        count();
        Collections.sort(nouns);
        Collections.sort(smalls);
        generator = new NameGenerator(random, nouns, smalls);
    }

    /** Learns from labelled texts and from made-up ones. */
    public void learn(List<Labelled> texts) {
        for (int pass = 0; pass < PASSES; pass++) {
            List<Labelled> all =
                    new ArrayList<>(texts.stream().map(Labelled::forTraining).toList());
            for (int i = 0; i < MADE_UP; i++) {
                all.add(generator.make(i % generator.size()));
            }
            List<Labelled> news = all.stream()
                    .filter(text -> text.set().equals("germeval2014"))
                    .toList();
            for (int more = 1; more < NEWS; more++) {
                all.addAll(news);
            }
            Collections.shuffle(all, random);
            for (Labelled text : all) {
                learn(varied(text));
            }
            if (pass >= PASSES / 2) {
                trainer.keep();
            }
        }
    }

    /** What was learnt. */
    public NameScanner scanner(float bias) {
        return new NameScanner(lexicon, trainer.tagger(), bias);
    }

    /** Writes what was learnt. */
    public void write(OutputStream to) throws IOException {
        List<Integer> hashes = new ArrayList<>(words.keySet());
        Collections.sort(hashes);
        int[] keys = new int[hashes.size()];
        byte[] bits = new byte[hashes.size()];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = hashes.get(i);
            bits[i] = words.getOrDefault(hashes.get(i), 0).byteValue();
        }
        trainer.write(to, keys, bits);
    }

    /** Words often in small letters, and words often behind an article, in texts of other sets that have no labels. */
    private void count() throws IOException {
        Map<Integer, int[]> counts = new HashMap<>();
        Map<Integer, String> written = new HashMap<>();
        for (String file : List.of("guardrail/toxicity", "guardrail/prompts", "domain/prompts")) {
            Corpus.texts(data.resolve(file + ".dev.jsonl.gz"), text -> count(text, counts, written));
        }
        counts.forEach((word, seen) -> {
            int all = seen[0] + seen[1];
            int bits = (seen[0] >= 3 && seen[0] * 5 >= all ? WordClass.SMALL.bit() : 0)
                    | (seen[2] >= 2 && seen[2] * 6 >= seen[1] ? WordClass.NOUN.bit() : 0);
            if (bits != 0) {
                words.put(word, bits);
                lexicon.add(word, bits);
            }
            if (seen[0] >= 5 && seen[0] > 2 * seen[1]) {
                smalls.add(written.getOrDefault(word, "").toLowerCase(Locale.ROOT));
            }
            int names = WordClass.FIRST.bit() | WordClass.LAST.bit();
            boolean noun = seen[2] >= 2 && seen[2] * 4 >= seen[1] && seen[1] > seen[0];
            if (noun && (lexicon.classes(word) & names) == 0 && written.containsKey(word)) {
                nouns.add(NameMaker.capital(written.get(word)));
            }
        });
    }

    private void count(String text, Map<Integer, int[]> counts, Map<Integer, String> written) {
        var tokens = Tokens.of(Decoded.of(text.length() > 4000 ? text.substring(0, 4000) : text), lexicon);
        for (int i = 0; i < tokens.count; i++) {
            int shape = tokens.shape[i];
            if (shape == Tokens.LOWER || shape == Tokens.CAPITAL) {
                int[] seen = counts.computeIfAbsent(tokens.word[i], k -> new int[3]);
                seen[shape == Tokens.LOWER ? 0 : 1]++;
                boolean article = i > 0 && (tokens.classes[i - 1] & WordClass.ARTICLE.bit()) != 0;
                seen[2] += shape == Tokens.CAPITAL && article ? 1 : 0;
                written.putIfAbsent(tokens.word[i], text.substring(tokens.start[i], tokens.end[i]));
            }
        }
    }

    /** The same text with other names, now and then all small or all big. */
    private Labelled varied(Labelled text) {
        NameMaker maker = generator.maker();
        boolean exchange = !text.set().equals("own");
        var writer = new Labelled.Writer();
        int at = 0;
        for (Labelled.Span span : text.spans()) {
            if (span.start() < at) {
                continue;
            }
            writer.plain(text.text().substring(at, span.start()));
            String value = text.text().substring(span.start(), span.end());
            at = span.end();
            if (exchange && value.indexOf('%') < 0) {
                value = other(value, span.type(), text.language().equals("de"), maker);
            }
            writer.labelled(value, span.type());
        }
        writer.plain(text.text().substring(at));
        Labelled varied = writer.done(text.language(), text.set(), text.group());
        double form = random.nextDouble();
        String recased = form < 0.02
                ? varied.text().toLowerCase(Locale.ROOT)
                : form < 0.03 ? varied.text().toUpperCase(Locale.ROOT) : varied.text();
        return recased.length() == varied.text().length()
                ? new Labelled(recased, varied.spans(), text.language(), text.set(), text.group())
                : varied;
    }

    private static String other(String value, String type, boolean german, NameMaker maker) {
        if (type.equals("PERSON") && value.length() > 3 && maker.chance(0.5)) {
            int blanks = (int) value.chars().filter(c -> c == ' ').count();
            String name = value.contains(", ")
                    ? maker.last() + ", " + maker.first()
                    : blanks > 0
                            ? maker.first() + " " + maker.last()
                            : maker.chance(0.5) ? maker.last() : maker.first();
            return value.equals(value.toLowerCase(Locale.ROOT)) ? name.toLowerCase(Locale.ROOT) : name;
        }
        if (type.equals("ADDRESS") && maker.chance(0.3) && value.length() > 12) {
            return value.contains(",") || value.contains("\n") ? maker.address(german) : maker.street(german);
        }
        return value;
    }

    private void learn(Labelled text) {
        var tokens = Tokens.of(Decoded.of(text.text()), lexicon);
        byte[] tags = tags(tokens, text.spans());
        hide(tokens, tags);
        trainer.learn(tokens, tags);
    }

    private void hide(Tokens tokens, byte[] tags) {
        int lists = WordClass.FIRST.bit() | WordClass.LAST.bit() | WordClass.PLACE.bit();
        int common = WordClass.SMALL.bit() | WordClass.NOUN.bit() | WordClass.NOUNTAIL.bit();
        for (int i = 0; i < tokens.count; i++) {
            if (tokens.kind[i] != Tokens.WORD) {
                continue;
            }
            if (random.nextDouble() < (tags[i] == Tagger.OUT ? 0.1 : 0.3)) {
                tokens.classes[i] &= ~lists;
            }
            if (random.nextDouble() < 0.1) {
                tokens.classes[i] &= ~common;
            }
            if (random.nextDouble() < (tags[i] == Tagger.OUT ? 0.12 : 0.4)) {
                tokens.word[i] = 3;
            }
        }
    }

    static byte[] tags(Tokens tokens, List<Labelled.Span> spans) {
        byte[] tags = new byte[tokens.count];
        int i = 0;
        for (Labelled.Span span : spans) {
            int begin =
                    span.type().equals("PERSON") ? Tagger.PERSON : span.type().equals("ADDRESS") ? Tagger.ADDRESS : 0;
            boolean first = true;
            while (i < tokens.count && tokens.start[i] < span.end()) {
                if (tokens.end[i] > span.start() && begin != 0) {
                    tags[i] = (byte) (first ? begin : begin + 1);
                    first = false;
                }
                i++;
            }
        }
        return tags;
    }
}
