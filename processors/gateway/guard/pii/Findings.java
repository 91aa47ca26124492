package gateway.guard.pii;

import gateway.guard.Finding;
import gateway.model.PiiKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects findings in folded offsets; gives them in order, those that overlap made one. For one thread. */
final class Findings {
    private final List<Finding> all = new ArrayList<>();

    void add(int start, int end, PiiKind kind) {
        all.add(new Finding(start, end, kind));
    }

    /** All findings in the offsets of the text; of those that overlap the longest names the kind. */
    List<Finding> in(Folded text) {
        if (all.isEmpty()) {
            return List.of();
        }
        all.sort(Comparator.comparingInt(Finding::start).thenComparingInt(f -> -f.end()));
        List<Finding> merged = new ArrayList<>(all.size());
        Finding last = all.getFirst();
        int longest = last.end() - last.start();
        for (Finding next : all.subList(1, all.size())) {
            int length = next.end() - next.start();
            if (next.start() >= last.end()) {
                merged.add(placed(last, text));
                last = next;
                longest = length;
            } else {
                last = new Finding(
                        last.start(), Math.max(last.end(), next.end()), length > longest ? next.kind() : last.kind());
                longest = Math.max(longest, length);
            }
        }
        merged.add(placed(last, text));
        return List.copyOf(merged);
    }

    private static Finding placed(Finding folded, Folded text) {
        return new Finding(text.origin(folded.start()), text.origin(folded.end()), folded.kind());
    }
}
