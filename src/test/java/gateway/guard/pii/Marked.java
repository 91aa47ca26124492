package gateway.guard.pii;

import gateway.guard.Finding;
import gateway.model.PiiKind;
import java.util.ArrayList;
import java.util.List;

/**
 * A text for tests with what is to be found in it marked: "call [[PHONE|0171 1234567]]"; a pilcrow stands for the end
 * of a line.
 *
 * @param text the text without the marks
 * @param findings what is marked
 */
record Marked(String text, List<Finding> findings) {
    static Marked of(String line) {
        String source = line.replace('¶', '\n');
        StringBuilder text = new StringBuilder();
        List<Finding> findings = new ArrayList<>();
        int at = 0;
        for (int open = source.indexOf("[["); open >= 0; open = source.indexOf("[[", at)) {
            int bar = source.indexOf('|', open);
            int close = source.indexOf("]]", bar);
            text.append(source, at, open);
            int start = text.length();
            text.append(source, bar + 1, close);
            findings.add(new Finding(start, text.length(), PiiKind.valueOf(source.substring(open + 2, bar))));
            at = close + 2;
        }
        return new Marked(text.append(source.substring(at)).toString(), findings);
    }
}
