package gateway.training;

import gateway.guard.text.Fit;
import gateway.guard.text.Sample;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.ToIntFunction;

/** Draws texts from templates: {@code category lang count: text with {choice|other choice}}. */
public final class Templates {
    private Templates() {}

    /**
     * All texts of a file beside this class; those of a template are a group.
     *
     * @param label the label of a category
     */
    public static List<Sample> draw(String name, Random random, ToIntFunction<String> label) {
        List<Sample> samples = new ArrayList<>();
        int line = 0;
        for (String template : lines(name)) {
            int colon = template.indexOf(": ");
            String[] head = template.substring(0, colon).split(" ", -1);
            String group = "template " + name + line++;
            for (int i = 0; i < Integer.parseInt(head[2]); i++) {
                String text = fill(template.substring(colon + 2), random);
                samples.add(new Sample(
                        text, label.applyAsInt(head[0]), head[0], head[1], Fit.MADE + "templates", group, 1));
            }
        }
        return samples;
    }

    private static List<String> lines(String name) {
        try (InputStream file = Templates.class.getResourceAsStream(name)) {
            String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().filter(l -> !l.isBlank() && l.charAt(0) != '#').toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String fill(String template, Random random) {
        StringBuilder filled = new StringBuilder();
        int at = 0;
        while (at < template.length()) {
            int open = template.indexOf('{', at);
            if (open < 0) {
                return filled.append(template.substring(at)).toString();
            }
            int close = template.indexOf('}', open);
            String[] choices = template.substring(open + 1, close).split("\\|", -1);
            filled.append(template, at, open).append(choices[random.nextInt(choices.length)]);
            at = close + 1;
        }
        return filled.toString();
    }
}
