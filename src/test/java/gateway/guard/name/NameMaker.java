package gateway.guard.name;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPInputStream;

/** Makes up names, addresses and organisations from lists and syllables. Confined to one thread. */
final class NameMaker {
    private static final int FIRST = 1;
    private static final int LAST = 2;
    private static final int PLACE = 4;

    private final List<String> firsts = new ArrayList<>();
    private final List<String> lasts = new ArrayList<>();
    private final List<String> places = new ArrayList<>();
    private final Map<String, String[]> parts = new HashMap<>();
    private final List<String> nouns;
    private final List<String> smalls;
    private final Random random;

    NameMaker(Random random, List<String> nouns, List<String> smalls) throws IOException {
        this.random = random;
        this.nouns = nouns;
        this.smalls = smalls;
        try (var names = new BufferedReader(new InputStreamReader(
                        new GZIPInputStream(Lexicon.resource("names.txt.gz")), StandardCharsets.UTF_8));
                var lines = lines("name-parts.txt")) {
            names.lines().forEach(line -> {
                String[] pair = line.split(" ", -1);
                int bits = Integer.parseInt(pair[1]);
                if ((bits & FIRST) != 0) {
                    firsts.add(pair[0]);
                }
                if ((bits & LAST) != 0 && pair[0].length() > 2) {
                    lasts.add(pair[0]);
                }
                if ((bits & PLACE) != 0) {
                    places.add(pair[0]);
                }
            });
            lines.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                int blank = line.indexOf(' ');
                parts.put(line.substring(0, blank), line.substring(blank + 1).split("\\|", -1));
            });
        }
    }

    static BufferedReader lines(String resource) {
        return new BufferedReader(new InputStreamReader(
                java.util.Objects.requireNonNull(NameMaker.class.getResourceAsStream("/gateway/training/" + resource)),
                StandardCharsets.UTF_8));
    }

    String part(String kind) {
        return pick(java.util.Objects.requireNonNull(parts.get(kind), kind));
    }

    private String pick(String[] from) {
        return from[random.nextInt(from.length)];
    }

    /** A word that is often capitalised and no name. */
    String noun() {
        return pick(nouns);
    }

    /** A word that is often small. */
    String small() {
        return pick(smalls);
    }

    String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }

    boolean chance(double p) {
        return random.nextDouble() < p;
    }

    int number(int from, int to) {
        return from + random.nextInt(to - from);
    }

    static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    String invented() {
        var word = new StringBuilder();
        for (int i = number(1, 3); i >= 0; i--) {
            word.append(part("syllable"));
        }
        return capital(chance(0.5) ? word + part("syllable-tail") : word.toString());
    }

    /** Umlauts back, now and then: the lists are folded. */
    private String spelled(String folded) {
        String word = capital(folded);
        if (chance(0.6)) {
            word = word.replace("ue", "ü").replace("oe", "ö").replace("Ue", "Ü").replace("Oe", "Ö");
        }
        return chance(0.5) ? word.replace("ae", "ä") : word;
    }

    String first() {
        String name = chance(0.12) ? invented() : spelled(pick(firsts));
        return chance(0.06) ? name + "-" + spelled(pick(firsts)) : name;
    }

    String last() {
        String name = chance(0.2) ? invented() : spelled(pick(lasts));
        if (chance(0.06)) {
            return name + "-" + spelled(pick(lasts));
        }
        return chance(0.07) ? part("particle") + name : name;
    }

    /** A whole name in one of the usual forms. */
    String person() {
        double form = random.nextDouble();
        String name;
        if (form < 0.62) {
            name = first() + " " + last();
        } else if (form < 0.70) {
            name = initial() + " " + last();
        } else if (form < 0.77) {
            name = first() + " " + first() + " " + last();
        } else if (form < 0.83) {
            name = first() + " " + initial() + " " + last();
        } else if (form < 0.88) {
            name = last() + ", " + first();
        } else if (form < 0.94) {
            name = first();
        } else {
            name = last() + " " + first();
        }
        return cased(name);
    }

    private String initial() {
        return spelled(pick(firsts)).charAt(0) + (chance(0.85) ? "." : "");
    }

    private String cased(String name) {
        double form = random.nextDouble();
        return form < 0.04 ? name.toLowerCase(Locale.ROOT) : form < 0.07 ? name.toUpperCase(Locale.ROOT) : name;
    }

    String place() {
        double form = random.nextDouble();
        if (form < 0.12) {
            return part("city-lead") + " " + place();
        }
        return form < 0.35
                ? spelled(pick(lasts)) + part("city-tail")
                : form < 0.42 ? invented() : form < 0.52 ? spelled(pick(places)) + behind() : spelled(pick(places));
    }

    /** What tells towns of one name apart. */
    private String behind() {
        String name = spelled(pick(chance(0.5) ? places : lasts));
        return chance(0.25) ? " (" + name + ")" : part("city-behind") + name;
    }

    String organisation() {
        double form = random.nextDouble();
        if (form < 0.2) {
            return part("org-club") + place();
        }
        if (form < 0.4) {
            return last() + " " + part("org-tail");
        }
        return form < 0.5 ? invented() : part("org-base") + (chance(0.5) ? " " : "") + part("org-tail");
    }

    /** A street with its number in the way of some country. */
    String street(boolean german) {
        if (chance(0.07)) {
            String foreign = part("other-street").replace("{n}", chance(0.5) ? last() : invented());
            return chance(0.3) ? number(1, 200) + " " + foreign : foreign + " " + number(1, 200);
        }
        if (german) {
            return germanStreet() + " " + number(1, 260) + (chance(0.12) ? "abcdef".charAt(number(0, 6)) : "");
        }
        String name = chance(0.5) ? part("en-base") : chance(0.5) ? last() : first();
        String street = (chance(0.1) ? "NSEW".charAt(number(0, 4)) + " " : "") + name + " " + part("en-tail");
        String whole = number(1, chance(0.5) ? 300 : 99999) + " " + street;
        return chance(0.15) ? whole + (chance(0.5) ? ", " : " ") + part("en-unit") + number(1, 999) : whole;
    }

    private String germanStreet() {
        double form = random.nextDouble();
        if (form < 0.35) {
            return part("de-base") + part("de-tail");
        }
        if (form < 0.5) {
            return (chance(0.12) ? "Dr.-" : "") + first() + "-" + last().replace(' ', '-') + "-"
                    + capital(part("de-tail"));
        }
        if (form < 0.65) {
            return last() + part("de-tail");
        }
        if (form < 0.78) {
            return part("de-lead") + " " + (chance(0.5) ? part("de-noun") : part("de-base") + part("de-tail"));
        }
        return form < 0.9
                ? place() + "er " + capital(part("de-tail"))
                : part("de-base") + part("de-noun").toLowerCase(Locale.ROOT);
    }

    /** A postcode and a town. */
    String town(boolean german) {
        if (german) {
            String code =
                    chance(0.75) ? String.format(Locale.ROOT, "%05d", number(1000, 99999)) : "" + number(1000, 9999);
            return (chance(0.12) ? part("country-code") : "") + code + " " + place();
        }
        if (chance(0.3)) {
            return place() + (chance(0.5) ? ", " : " ") + postcode();
        }
        return place() + ", " + part("state") + " " + String.format(Locale.ROOT, "%05d", number(1000, 99999))
                + (chance(0.3) ? "-" + number(1000, 9999) : "");
    }

    private String postcode() {
        char a = (char) ('A' + number(0, 26));
        char b = (char) ('A' + number(0, 26));
        return "" + a + (chance(0.6) ? b : "") + number(1, 60) + " " + number(0, 10) + b + a;
    }

    String address(boolean german) {
        String between = chance(0.78) ? ", " : chance(0.7) ? "\n" : " ";
        String address = street(german) + (chance(0.85) ? between + town(german) : between + place());
        return chance(0.08) ? address + between + part("country") : address;
    }
}
