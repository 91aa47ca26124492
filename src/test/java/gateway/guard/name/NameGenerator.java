package gateway.guard.name;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Fills templates with made-up names and addresses. Confined to one thread. */
final class NameGenerator {
    private static final List<String> GERMAN_MONTHS = List.of(
            "Januar",
            "Februar",
            "März",
            "April",
            "Mai",
            "Juni",
            "Juli",
            "August",
            "September",
            "Oktober",
            "November",
            "Dezember");
    private static final List<String> ENGLISH_MONTHS = List.of(
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December");

    private static final List<String> GERMAN_VERBS = List.of(
            "will",
            "kann",
            "kommt",
            "ging",
            "hatte",
            "ist",
            "war",
            "wurde",
            "spielte",
            "gewann",
            "verlor",
            "sieht",
            "fordert",
            "lehnte",
            "betonte",
            "erklärte",
            "kritisierte",
            "starb",
            "gründete",
            "schreibt",
            "weiß",
            "trat",
            "wollte",
            "hat",
            "lobte",
            "traf",
            "verließ",
            "übernahm",
            "versucht",
            "stellt",
            "begann",
            "zog",
            "kündigte",
            "wirft",
            "gilt",
            "setzt",
            "studierte",
            "wohnt");
    private static final List<String> ENGLISH_VERBS = List.of(
            "is", "was", "has", "said", "shouted", "wants", "went", "told", "will", "can", "asked", "thinks", "had",
            "gave", "became", "won", "lost", "left", "joined", "argued", "knows", "works", "died", "wrote", "should",
            "does", "looked", "smiled", "never");

    private final List<String> templates;
    private final NameMaker maker;

    NameGenerator(Random random, List<String> nouns, List<String> smalls) throws IOException {
        maker = new NameMaker(random, nouns, smalls);
        try (var lines = NameMaker.lines("name-templates.txt")) {
            templates = lines.lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(line -> line.replace("\\n", "\n"))
                    .toList();
        }
    }

    int size() {
        return templates.size();
    }

    NameMaker maker() {
        return maker;
    }

    /** A text of a template. */
    Labelled make(int template) {
        String form = templates.get(template);
        boolean german = german(form);
        var writer = new Labelled.Writer();
        int i = 0;
        while (i < form.length()) {
            int open = form.indexOf('{', i);
            int close = open < 0 ? -1 : form.indexOf('}', open);
            String slot = close < 0 || close - open > 7 ? "" : form.substring(open + 1, close);
            if (open < 0) {
                break;
            }
            boolean known = !slot.isEmpty() && slot.chars().allMatch(c -> (c >= 'a' && c <= 'z') || c == '_');
            writer.plain(form.substring(i, open));
            if (known) {
                fill(writer, slot, german);
                i = close + 1;
            } else {
                writer.plain("{");
                i = open + 1;
            }
        }
        writer.plain(form.substring(i));
        return writer.done(german ? "de" : "en", "own", "own " + template);
    }

    /** By umlauts and small words; where neither tells, by chance. */
    private boolean german(String form) {
        String padded = " " + form.toLowerCase(Locale.ROOT).replaceAll("[^a-zäöüß{}]", " ") + " ";
        for (String word : List.of(
                "der",
                "die",
                "das",
                "und",
                "ist",
                "in der",
                "herr",
                "frau",
                "name ist",
                "bin",
                "für",
                "strasse",
                "vorname",
                "kunde",
                "kundennr",
                "nachname",
                "von",
                "wohnort",
                "anschrift",
                "ort",
                "autor",
                "bei",
                "mit",
                "zu",
                "gast")) {
            if (padded.contains(" " + word + " ")) {
                return true;
            }
        }
        boolean english = padded.contains(" the ")
                || padded.contains(" is ")
                || padded.contains(" to ")
                || padded.contains(" at ");
        return !english && (padded.chars().anyMatch(c -> c > 0x7f) || maker.chance(0.5));
    }

    private void fill(Labelled.Writer to, String slot, boolean german) {
        switch (slot) {
            case "p" -> person(to, maker.chance(0.12));
            case "f" -> to.labelled(maker.first(), "PERSON");
            case "l" -> to.labelled(maker.last(), "PERSON");
            case "pl" -> to.labelled(maker.last() + ", " + maker.first(), "PERSON");
            case "a" -> to.labelled(maker.address(german), "ADDRESS");
            case "s" -> to.labelled(maker.street(german), "ADDRESS");
            case "z" -> to.labelled(maker.town(german), "ADDRESS");
            case "p_url" -> to.labelled(url(maker.first() + " " + maker.last()), "PERSON");
            case "a_url" -> to.labelled(url(maker.address(german)), "ADDRESS");
            default -> to.plain(other(slot, german));
        }
    }

    private void person(Labelled.Writer to, boolean titled) {
        if (titled) {
            to.plain(maker.part("title"));
        }
        to.labelled(titled && maker.chance(0.5) ? maker.last() : maker.person(), "PERSON");
    }

    private String url(String text) {
        String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8);
        return maker.chance(0.5) ? encoded : encoded.replace("+", "%20");
    }

    private String other(String slot, boolean german) {
        return switch (slot) {
            case "c" -> maker.place();
            case "o" -> maker.organisation();
            case "x" -> maker.noun();
            case "y" -> maker.small();
            case "i" -> maker.invented();
            case "v" -> maker.pick(german ? GERMAN_VERBS : ENGLISH_VERBS);
            case "n" -> "" + maker.number(1, maker.chance(0.5) ? 100 : 1_000_000);
            case "m" -> german ? maker.number(1, 9999) + ",50 €" : "$" + maker.number(1, 9999);
            case "d" -> date(german);
            case "t" ->
                (german ? "0" : "+1 ")
                        + maker.number(100, 999)
                        + (maker.chance(0.5) ? " " : "-")
                        + maker.number(100_000, 9_999_999);
            case "e" -> maker.first().toLowerCase(Locale.ROOT) + "." + maker.number(1, 99) + "@example.org";
            default -> throw new IllegalArgumentException("no slot " + slot);
        };
    }

    private String date(boolean german) {
        int day = maker.number(1, 29);
        int month = maker.number(1, 13);
        int year = maker.number(1930, 2026);
        if (maker.chance(0.35)) {
            String name = (german ? GERMAN_MONTHS : ENGLISH_MONTHS).get(month - 1);
            String whole = german ? day + ". " + name : maker.chance(0.5) ? name + " " + day : day + " " + name;
            return maker.chance(0.5) ? whole : whole + (german ? " " : ", ") + year;
        }
        return maker.chance(0.2)
                ? year + "-" + String.format(Locale.ROOT, "%02d-%02d", month, day)
                : german ? day + "." + month + "." + year : month + "/" + day + "/" + year;
    }
}
