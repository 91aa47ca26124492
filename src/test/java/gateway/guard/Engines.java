package gateway.guard;

import gateway.model.PiiKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Simple local engines for tests: what they find is plain to see. */
final class Engines {
    /** Finds words with an at sign as e-mail addresses, words of four digits as phone numbers. */
    static final Scanner SCANNER = Engines::scan;

    private Engines() {}

    /** One that finds words with an at sign, attacks with the word "override", and toxicity with "vile". */
    static LocalEngine engine() {
        return new LocalEngine(
                SCANNER,
                SCANNER,
                new Word("override"),
                new Word("vile"),
                text -> new DomainClassifier.Guess("general", text.contains("unclear") ? 0.1 : 0.9),
                new LocalEngine.Topics(Engines::finder));
    }

    private static LocalEngine.TopicFinder finder(Map<String, List<String>> topics) {
        return text -> {
            List<String> found = new ArrayList<>();
            topics.forEach((name, phrases) -> {
                if (phrases.stream().anyMatch(text::contains)) {
                    found.add(name);
                }
            });
            return found;
        };
    }

    private static List<Finding> scan(String text) {
        List<Finding> findings = new ArrayList<>();
        int start = -1;
        for (int i = 0; i <= text.length(); i++) {
            boolean inside = i < text.length() && isWord(text.charAt(i));
            if (inside && start < 0) {
                start = i;
            } else if (!inside && start >= 0) {
                String word = text.substring(start, i);
                if (word.contains("@")) {
                    findings.add(new Finding(start, i, PiiKind.EMAIL));
                } else if (word.length() >= 4 && word.chars().allMatch(Character::isDigit)) {
                    findings.add(new Finding(start, i, PiiKind.PHONE));
                } else if (word.equals("Anna")) {
                    findings.add(new Finding(start, i, PiiKind.PERSON));
                }
                start = -1;
            }
        }
        return findings;
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '@' || c == '.' || c == '-';
    }

    /** Scores 1 once a word was seen. */
    private record Word(String word) implements Classifier {
        @Override
        public double score(String text) {
            return text.contains(word) ? 1 : 0;
        }

        @Override
        public Running running() {
            StringBuilder all = new StringBuilder();
            return new Running() {
                @Override
                public void add(String more) {
                    all.append(more);
                }

                @Override
                public double score() {
                    return all.indexOf(word) >= 0 ? 1 : 0;
                }
            };
        }
    }
}
