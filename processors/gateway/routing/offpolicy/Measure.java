package gateway.routing.offpolicy;

/** What a policy can be judged by. */
public enum Measure {
    /** How good answers are, 0 to 1. */
    QUALITY(0),
    /** What they cost, in USD. */
    USD(1),
    /** Quality less weighted cost and latency. */
    UTILITY(2);

    /** How many there are. */
    static final int COUNT = 3;

    private final int place;

    Measure(int place) {
        this.place = place;
    }

    /** Its place among all. */
    int place() {
        return place;
    }
}
