package gateway.quota;

/** What a limit counts, and over which time. */
public enum Measure {
    /** Micro-USD in a day. */
    USD_DAY("usd-day"),
    /** Micro-USD in a month. */
    USD_MONTH("usd-month"),
    /** Requests in a minute. */
    REQUESTS_MINUTE("requests-minute"),
    /** Tokens in a minute, input and output. */
    TOKENS_MINUTE("tokens-minute"),
    /** Calls at once. */
    CONCURRENT("concurrent");

    private final String word;

    Measure(String word) {
        this.word = word;
    }

    /** Its name in stores. */
    public String word() {
        return word;
    }

    /** Whether it counts micro-USD. */
    public boolean isMoney() {
        return this == USD_DAY || this == USD_MONTH;
    }

    /** Whether it is a rate of which clients are told what is left. */
    boolean isRate() {
        return this == REQUESTS_MINUTE || this == TOKENS_MINUTE;
    }

    /** Whether a request's input counts. */
    boolean countsInput() {
        return isMoney() || this == TOKENS_MINUTE;
    }
}
