package gateway.quota;

import java.util.ArrayList;
import java.util.List;

/**
 * What was reserved for one request of one owner's counters.
 *
 * @param parts each counter once, but for a window that has ended meanwhile
 */
record Hold(List<Part> parts) {
    static final Hold NOTHING = new Hold(List.of());

    /**
     * A part of it.
     *
     * @param slice of which counter
     * @param amount how much
     * @param further whether what is used is booked elsewhere, in the window that was there first
     */
    record Part(Slice slice, long amount, boolean further) {}

    /** With what was reserved on top. */
    Hold and(Hold more) {
        List<Part> all = new ArrayList<>(parts);
        for (Part part : more.parts) {
            add(all, part);
        }
        return new Hold(all);
    }

    private static void add(List<Part> all, Part more) {
        for (int i = 0; i < all.size(); i++) {
            Part known = all.get(i);
            if (known.slice == more.slice) {
                all.set(i, new Part(known.slice, known.amount + more.amount, known.further));
                return;
            }
        }
        boolean further = all.stream().anyMatch(known -> known.slice.counter().isLike(more.slice.counter()));
        all.add(new Part(more.slice, more.amount, further));
    }
}
