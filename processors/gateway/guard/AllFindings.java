package gateway.guard;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds what several scanners find. Where findings overlap, the longest counts, then that of the earlier scanner.
 * Thread-safe.
 */
public final class AllFindings implements Scanner {
    private final List<Scanner> scanners;

    /** Takes the scanners, the one that is to be believed most first. */
    public AllFindings(List<Scanner> scanners) {
        this.scanners = List.copyOf(scanners);
    }

    @Override
    public List<Finding> scan(String text) {
        List<Finding> all = List.of();
        for (Scanner scanner : scanners) {
            List<Finding> found = scanner.scan(text);
            if (all.isEmpty()) {
                all = found;
            } else if (!found.isEmpty()) {
                all = merged(all, found);
            }
        }
        return all;
    }

    private static List<Finding> merged(List<Finding> one, List<Finding> two) {
        List<Finding> all = new ArrayList<>(one);
        all.addAll(two);
        all.sort(Comparator.comparingInt(Finding::start));
        List<Finding> kept = new ArrayList<>(all.size());
        for (Finding next : all) {
            Finding last = kept.isEmpty() ? null : kept.getLast();
            if (last == null || last.end() <= next.start()) {
                kept.add(next);
            } else if (length(next) > length(last)) {
                kept.set(kept.size() - 1, next);
            }
        }
        return kept;
    }

    private static int length(Finding finding) {
        return finding.end() - finding.start();
    }
}
