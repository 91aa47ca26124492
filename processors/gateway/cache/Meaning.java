package gateway.cache;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;

/**
 * What vectors of an embedding model must not be trusted with: numbers, signs, names, negations, and words that turn a
 * meaning round. Two questions that differ in these, or in their order, are different ones, however close their vectors
 * are. Names are known by their capitals: of a question that has none, every word counts.
 */
final class Meaning {
    /** They turn round what is meant, in English or German. */
    private static final Set<String> TURNS = words("""
            not no nor neither never none nothing nobody nowhere cannot without except only unless but and or both either
            all any some every each most least more less fewer before after since until above below over
            under up down out off from left right first last next previous min max minimum maximum highest lowest higher
            lower largest smallest larger smaller longer shorter increase decrease raise reduce buy sell open close start
            stop begin end enable disable allow forbid allowed forbidden legal illegal lawful unlawful safe unsafe true
            false can must should may might will would shall yes today tomorrow yesterday
            nicht kein keine keinen keinem keiner keines nie niemals nichts niemand ohne außer nur weder noch und oder
            alle einige jede jeder jedes mehr weniger vor nach seit bis über unter ab aus links rechts erste letzte
            erhöhen senken kaufen verkaufen öffnen schließen erlaubt verboten rechtmäßig rechtswidrig kann muss soll darf
            wird ja heute morgen gestern""");

    /** With these a sentence begins, and their capital says nothing. */
    private static final Set<String> STARTS = words("""
            what which who whom whose when where why how is are was were do does did have has had can could may might must
            shall should will would tell give explain describe show list name find write we you he she it they my our your
            the a an this that these those there if in on at for of to from with as by
            was welche welcher welches wer wem wen wessen wann wo warum wieso weshalb wie ist sind waren hat haben hatte
            kann können könnte darf dürfen muss müssen soll sollen wird werden nenne erkläre beschreibe zeige finde
            schreibe ich wir du ihr er sie es mein meine unser der die das ein eine dieser diese dieses wenn im am auf für
            von zu mit als bei""");

    /** They stand alone without being names or variables. */
    private static final Set<String> SINGLE = Set.of("I", "a");

    private Meaning() {}

    /** What must be the same of two questions, in order. */
    static String anchors(String text) {
        boolean named = text.codePoints().anyMatch(Character::isUpperCase);
        StringBuilder anchors = new StringBuilder();
        Matcher found = Wording.tokens(Normalizer.normalize(text, Normalizer.Form.NFC));
        boolean start = true;
        while (found.find()) {
            String word = found.group().replace('’', '\'');
            String small = word.toLowerCase(Locale.ROOT);
            boolean name = Character.isUpperCase(word.codePointAt(0)) && !(start && STARTS.contains(small));
            if (Wording.isPolite(small) || SINGLE.contains(word)) {
                start = false;
                continue;
            }
            if (name) {
                anchors.append(word).append(' ');
            } else if (!named || isFixed(small)) {
                anchors.append(small).append(' ');
            }
            start = false;
        }
        return anchors.toString();
    }

    private static Set<String> words(String text) {
        return Set.copyOf(List.of(text.strip().split("\\s+")));
    }

    /** Numbers, signs, mixed words, negations and what turns a meaning round. */
    private static boolean isFixed(String word) {
        return TURNS.contains(word)
                || word.endsWith("n't")
                || word.length() == 1
                || !word.codePoints().allMatch(c -> Character.isLetter(c) || c == '-' || c == '\'');
    }
}
