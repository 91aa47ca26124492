package gateway.training;

import gateway.guard.text.Fit;
import gateway.guard.text.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Tables with a sentence beside them: a request about the table, or one that has nothing to do with it. */
final class Tables {
    private static final String[] ABOUT = {
        "What is the # of #?",
        "Which # has the highest #?",
        "How many rows mention #?",
        "Sort the table by #.",
        "Who or what comes after # in the list?",
        "Summarise this table.",
        "Convert the table to CSV.",
        "Turn this into JSON, please.",
        "Is # listed, and with which #?",
        "Compare # and #.",
        "Add up the column #.",
        "Translate the headings into German.",
        "Explain the column # in one sentence.",
        "Draw a chart of # by #.",
        "Please check these data for errors.",
        "Wie lautet # bei #?",
        "Fasse die Tabelle zusammen.",
        "Welche Zeile hat den größten Wert in #?",
        "Sortiere nach #.",
        "Wandle die Daten in CSV um.",
        "The table shows # and #.",
        "Source: report on #.",
        "Table 0: # by #",
        "Tabelle 0: # nach #"
    };

    private Tables() {}

    static List<Sample> beside(List<Sample> samples, List<Sample> strange, Random random) {
        List<Sample> made = new ArrayList<>();
        for (Sample table : samples) {
            if (table.label() == 0 && table.text().startsWith("|")) {
                String[] cells = cells(table.text());
                for (int i = 0; i < 3; i++) {
                    made.add(make(table, about(cells, random), 0, random));
                }
                Sample other = strange.get(random.nextInt(strange.size()));
                made.add(make(table, other.text(), 1, random));
            }
        }
        return made;
    }

    private static Sample make(Sample table, String sentence, int label, Random random) {
        String text = random.nextBoolean()
                ? sentence + "\n" + table.text()
                : table.text().stripTrailing() + "\n" + sentence;
        String category = label == 1 ? "indirect_injection" : "document_qa";
        return new Sample(text, label, category, table.lang(), Fit.MADE + "tables", table.group(), 0.7);
    }

    private static String about(String[] cells, Random random) {
        StringBuilder sentence = new StringBuilder();
        String pattern = ABOUT[random.nextInt(ABOUT.length)];
        for (int i = 0; i < pattern.length(); i++) {
            if (pattern.charAt(i) == '#') {
                sentence.append(cells[random.nextInt(cells.length)]);
            } else {
                sentence.append(pattern.charAt(i));
            }
        }
        return sentence.toString();
    }

    private static String[] cells(String text) {
        List<String> cells = new ArrayList<>();
        for (String cell : text.split("[|\n]", -1)) {
            if (cell.strip().length() > 3) {
                cells.add(cell.strip());
            }
        }
        return cells.toArray(String[]::new);
    }
}
